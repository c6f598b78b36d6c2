import type { ESTree, VisitorObject } from 'vite'
import { bare, keyName, memberName, type Node, targetsOf } from './code-tree.ts'

/** The functions around a place, innermost first. */
export interface Within {
  readonly node: Node
  readonly up: Within | null
}

/** Something that may change a value that others hold too. */
export type Write = {
  readonly at: Node
  readonly within: Within | null
} & (
  | { readonly kind: 'binding'; readonly id: Node }
  /** A member of the object is set, defined or deleted. */
  | {
      readonly kind: 'member'
      readonly object: Node
      readonly name: string | null
      /** `Object` or `Reflect`, where one of their functions does it. */
      readonly by: Node | null
    }
  | { readonly kind: 'call'; readonly object: Node; readonly method: string }
)

/** A function that is a member of a class or of an object literal. */
export interface Member {
  readonly owner: Node
  readonly name: string | null
  readonly fixed: 'static' | 'instance' | 'constructor'
}

export interface Writes {
  readonly writes: readonly Write[]
  /** Functions that run where they are written: `(() => …)()`, and those given to `map`. */
  readonly atOnce: ReadonlySet<Node>
  readonly members: ReadonlyMap<Node, Member>
  /** Whether there is a `let` or `var` outside all functions. */
  readonly rebinds: boolean
  /** What is called by the names of the functions that make code out of text. */
  readonly makers: readonly Node[]
  /** Where classes and object literals stand. */
  readonly homes: ReadonlyMap<Node, Within | null>
}

const DEFINES: ReadonlyMap<string, ReadonlySet<string | null>> = new Map([
  ['Object', new Set(['assign', 'defineProperty', 'defineProperties', 'setPrototypeOf'])],
  ['Reflect', new Set(['set', 'defineProperty', 'deleteProperty', 'setPrototypeOf'])],
])

const MAKE_CODE: ReadonlySet<string | null> = new Set(['eval', 'Function'])

const RUN_THEIR_ARGUMENT: ReadonlySet<string | null> = new Set(
  'forEach map flatMap filter find findIndex some every from reduce reduceRight sort toSorted'.split(
    ' ',
  ),
)

/** Finds everything in a file that writes, and where; filled while the handlers' visitor walks. */
export class WriteFinder implements Writes {
  readonly writes: Write[] = []
  readonly atOnce = new Set<Node>()
  readonly members = new Map<Node, Member>()
  readonly homes = new Map<Node, Within | null>()
  readonly makers: Node[] = []
  rebinds = false
  #within: Within | null = null
  readonly #classes: Node[] = []

  handlers(): VisitorObject {
    return { ...this.#places(), ...this.#bodies(), ...this.#changes() }
  }

  #enter = (node: Node): void => void (this.#within = { node, up: this.#within })
  #leave = (): void => void (this.#within = this.#within?.up ?? null)

  #enterClass = (node: Node): void => {
    this.homes.set(node, this.#within)
    this.#classes.push(node)
  }

  #leaveClass = (): void => void this.#classes.pop()

  #enterField = (node: ESTree.PropertyDefinition | ESTree.AccessorProperty): void => {
    this.#member(node, keyName(node.key, node.computed), node.static ? 'static' : 'instance')
    // A static one is computed with its class, any other whenever one is made.
    if (node.static) this.atOnce.add(node)
    this.#enter(node)
  }

  #member(node: Node, name: string | null, fixed: Member['fixed']): void {
    const owner = this.#classes.at(-1)
    if (owner !== undefined) this.members.set(node, { owner, name, fixed })
  }

  #places = (): VisitorObject => ({
    FunctionDeclaration: this.#enter,
    'FunctionDeclaration:exit': this.#leave,
    FunctionExpression: this.#enter,
    'FunctionExpression:exit': this.#leave,
    ArrowFunctionExpression: this.#enter,
    'ArrowFunctionExpression:exit': this.#leave,
    ClassDeclaration: this.#enterClass,
    'ClassDeclaration:exit': this.#leaveClass,
    ClassExpression: this.#enterClass,
    'ClassExpression:exit': this.#leaveClass,
    PropertyDefinition: this.#enterField,
    'PropertyDefinition:exit': this.#leave,
    AccessorProperty: this.#enterField,
    'AccessorProperty:exit': this.#leave,
  })

  #bodies = (): VisitorObject => ({
    StaticBlock: (node) => {
      this.#member(node, null, 'constructor')
      this.atOnce.add(node)
      this.#enter(node)
    },
    'StaticBlock:exit': this.#leave,
    MethodDefinition: (node) => {
      const own = node.static ? 'static' : 'instance'
      const fixed = node.kind === 'constructor' ? 'constructor' : own
      this.#member(node.value, keyName(node.key, node.computed), fixed)
    },
    ObjectExpression: (node) => {
      this.homes.set(node, this.#within)
      for (const member of node.properties) {
        if (member.type !== 'Property' || member.value.type !== 'FunctionExpression') continue
        const name = keyName(member.key, member.computed)
        this.members.set(member.value, { owner: node, name, fixed: 'instance' })
      }
    },
  })

  #changes = (): VisitorObject => ({
    AssignmentExpression: (node) => this.#assigned(node.left, node),
    UpdateExpression: (node) => this.#assigned(node.argument, node),
    UnaryExpression: (node) => {
      if (node.operator === 'delete') this.#assigned(node.argument, node)
    },
    ForInStatement: ({ left }) => this.#looped(left),
    ForOfStatement: ({ left }) => this.#looped(left),
    CallExpression: (node) => this.#called(node),
    VariableDeclaration: ({ kind }) => {
      if (this.#within === null && (kind === 'let' || kind === 'var')) this.rebinds = true
    },
    NewExpression: ({ callee }) => this.#made(bare(callee)),
  })

  #looped(left: ESTree.ForStatementLeft): void {
    if (left.type !== 'VariableDeclaration') this.#assigned(left, left)
  }

  #assigned(target: Node, at: Node): void {
    const within = this.#within
    for (const place of targetsOf(target)) {
      if (place.type === 'Identifier') this.writes.push({ kind: 'binding', id: place, at, within })
      if (place.type !== 'MemberExpression') continue
      const { object } = place
      const name = memberName(place)
      this.writes.push({ kind: 'member', object, name, by: null, at, within })
    }
  }

  #made(callee: Node): void {
    const name = callee.type === 'MemberExpression' ? memberName(callee) : null
    if (MAKE_CODE.has(callee.type === 'Identifier' ? callee.name : name)) this.makers.push(callee)
  }

  #called(at: ESTree.CallExpression): void {
    const within = this.#within
    const callee = bare(at.callee)
    if (isFunction(callee)) this.atOnce.add(callee)
    this.#made(callee)
    if (callee.type !== 'MemberExpression') return
    const method = memberName(callee)
    if (RUN_THEIR_ARGUMENT.has(method)) {
      for (const argument of at.arguments) if (isFunction(argument)) this.atOnce.add(argument)
    }
    if (method === null) return
    const object = bare(callee.object)
    const [target] = at.arguments
    if (target && object.type === 'Identifier' && DEFINES.get(object.name)?.has(method)) {
      this.writes.push({ kind: 'member', object: target, name: null, by: object, at, within })
    } else this.writes.push({ kind: 'call', object, method, at, within })
  }
}

const isFunction = ({ type }: Node): boolean =>
  type === 'FunctionExpression' || type === 'ArrowFunctionExpression'

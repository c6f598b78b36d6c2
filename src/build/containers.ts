import type { ESTree } from 'vite'
import { ARRAY, BUILT_IN } from './changing-methods.ts'
import { bare, keyName, type Node } from './code-tree.ts'
import { changesThis, memberAround } from './code-this.ts'
import type { Writes } from './code-writes.ts'

/** What is known of a value from the expression that makes it: which of its methods change it. */
export interface Held {
  /** Whether the methods are known for certain. */
  readonly known: boolean
  readonly changes: ReadonlySet<string>
  readonly members: ReadonlyMap<string, Held>
  /** Of a class: the methods that change what `new` gives. */
  readonly ofInstances: ReadonlySet<string>
  /** An instance of a class of another file. */
  readonly instanceOf?: string
}

const NONE: ReadonlySet<string> = new Set()

const held = (changes: ReadonlySet<string>, known = true): Held => ({
  known,
  changes,
  members: new Map(),
  ofInstances: NONE,
})

/** Somebody else's: only methods that nothing but an array has are held against it. */
export const UNKNOWN: Held = held(ARRAY, false)

/** The values that a file makes at module level, by name, and those it exports. */
export class Containers {
  readonly #declared = new Map<string, Node>()
  /** What comes from the folder's other files. */
  readonly #imported = new Set<string>()
  readonly #classes: ReadonlyMap<Node, ReadonlySet<string>>
  /** By exported name. */
  readonly exported = new Map<string, Held>()
  /** Exported instances of classes of this file that have methods which change them. */
  readonly exportedInstances: { name: string; start: number }[] = []
  /** Whether there are instances of classes of the folder's other files. */
  hasOwnInstances = false

  constructor({ body }: ESTree.Program, writes: Writes) {
    this.#classes = changingMethods(writes)
    for (const statement of body) this.#declare(statement)
    for (const statement of body) this.#export(statement)
  }

  /** What the expression gives, or the declaration stands for. */
  held(node: Node | null): Held {
    const made = node === null ? null : bare(node)
    if (made?.type === 'ArrayExpression') return held(ARRAY)
    if (made?.type === 'ObjectExpression') return { ...held(NONE), members: this.#members(made) }
    if (made?.type === 'NewExpression') return this.#instance(bare(made.callee))
    if (made?.type !== 'ClassDeclaration' && made?.type !== 'ClassExpression') return UNKNOWN
    return { ...held(NONE), ofInstances: this.#classes.get(made) ?? NONE }
  }

  #members({ properties }: ESTree.ObjectExpression): Map<string, Held> {
    const members = new Map<string, Held>()
    for (const member of properties) {
      if (member.type !== 'Property') continue
      const name = keyName(member.key, member.computed)
      if (name !== null) members.set(name, this.held(member.value))
    }
    return members
  }

  #instance(callee: Node): Held {
    if (callee.type !== 'Identifier') return UNKNOWN
    const { name } = callee
    if (this.#imported.has(name)) return { ...held(NONE, false), instanceOf: name }
    const declared = this.#declared.get(name)
    if (declared !== undefined) return held(this.#classes.get(bare(declared)) ?? NONE)
    const changes = BUILT_IN.get(name)
    return changes === undefined ? UNKNOWN : held(changes)
  }

  #declare(statement: Node): void {
    const declaration = 'declaration' in statement ? statement.declaration : statement
    if (statement.type === 'ImportDeclaration') {
      if (!statement.source.value.startsWith('.')) return
      for (const { local } of statement.specifiers) this.#imported.add(local.name)
    } else if (declaration?.type === 'ClassDeclaration' && declaration.id !== null) {
      this.#declared.set(declaration.id.name, declaration)
    } else if (declaration?.type === 'VariableDeclaration') {
      for (const { id, init } of declaration.declarations) {
        if (id.type !== 'Identifier' || init === null) continue
        this.#declared.set(id.name, init)
        if (this.held(init).instanceOf !== undefined) this.hasOwnInstances = true
      }
    }
  }

  #export(statement: Node): void {
    if (statement.type === 'ExportDefaultDeclaration') {
      this.#exportAs('default', this.#meant(bare(statement.declaration)))
    }
    if (statement.type !== 'ExportNamedDeclaration' || statement.source !== null) return
    const { declaration, specifiers } = statement
    if (declaration?.type === 'ClassDeclaration' && declaration.id !== null) {
      this.exported.set(declaration.id.name, this.held(declaration))
    }
    if (declaration?.type === 'VariableDeclaration') {
      for (const { id, init } of declaration.declarations) {
        if (id.type === 'Identifier') this.#exportAs(id.name, init)
      }
    }
    for (const { local, exported } of specifiers) {
      const name = exported.type === 'Literal' ? exported.value : exported.name
      this.#exportAs(name, this.#meant(local))
    }
  }

  #exportAs(name: string, value: Node | null): void {
    this.exported.set(name, this.held(value))
    const made = value === null ? null : bare(value)
    if (made?.type !== 'NewExpression' || made.callee.type !== 'Identifier') return
    const declared = this.#declared.get(made.callee.name)
    const changing = declared === undefined ? undefined : this.#classes.get(bare(declared))
    if (changing !== undefined) this.exportedInstances.push({ name, start: made.start })
  }

  #meant = (node: Node): Node | null =>
    node.type === 'Identifier' ? (this.#declared.get(node.name) ?? null) : node
}

/** What is at the end of a path of members. */
export function heldAt(start: Held, path: readonly (string | null)[]): Held {
  let at = start
  for (const name of path) at = (name === null ? undefined : at.members.get(name)) ?? UNKNOWN
  return at
}

/** Of each class: the methods that write to `this`, and those that call such a one. */
function changingMethods(found: Writes): Map<Node, Set<string>> {
  const classes = new Map<Node, Set<string>>()
  const calls: [Node, string, string][] = []
  for (const write of found.writes) {
    const member = memberAround(write.within, found)
    if (member === null || member.fixed !== 'instance' || member.name === null) continue
    if (write.kind === 'call' && write.object.type === 'ThisExpression') {
      calls.push([member.owner, member.name, write.method])
    } else if (changesThis(write)) {
      const methods = classes.get(member.owner) ?? new Set()
      classes.set(member.owner, methods.add(member.name))
    }
  }
  for (let more = true; more;) {
    more = false
    for (const [owner, name, called] of calls) {
      const methods = classes.get(owner)
      if (!methods?.has(called) || methods.has(name)) continue
      methods.add(name)
      more = true
    }
  }
  return classes
}

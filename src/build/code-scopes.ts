import {
  analyze,
  type Definition,
  DefinitionType,
  type Reference,
  type Scope,
  ScopeType,
  type Variable,
} from '@typescript-eslint/scope-manager'
import { type ESTree, Visitor } from 'vite'
import { chainOf, type Node } from './code-tree.ts'
import type { Within, Writes } from './code-writes.ts'

/** Whose value it is that an expression leads to. */
export interface Owner {
  readonly root: Node
  readonly path: readonly (string | null)[]
  /** null: nobody in this file declares it, it is the platform's; undefined: it has no name. */
  readonly variable: Variable | null | undefined
}

/** How often a constant may stand for another one before we stop following. */
const MAX_ALIASES = 16

/** Who declares what a name in a file means. */
export class CodeScopes {
  readonly #references = new Map<unknown, Reference>()
  readonly #atOnce: ReadonlySet<unknown>
  readonly #top: readonly Scope[]

  constructor(program: ESTree.Program, { atOnce }: Writes) {
    giveRanges(program)
    // The parser writes the same tree as the one that the analysis is made for.
    const tree = program as unknown as Parameters<typeof analyze>[0]
    const { scopes } = analyze(tree, { sourceType: 'module', lib: [], jsxPragma: null })
    for (const { references } of scopes) {
      for (const reference of references) this.#references.set(reference.identifier, reference)
    }
    this.#top = scopes.filter(({ type }) => type === ScopeType.module)
    this.#atOnce = atOnce
  }

  /** Names that can be bound anew: the `let` and `var` of the module. */
  rebindable(): { name: string; kind: string; start: number }[] {
    return this.#top
      .flatMap(({ variables }) => variables)
      .flatMap(({ name, defs }) =>
        defs.flatMap((def) => {
          const declaration = declarationOf(def)
          if (declaration === null || declaration.declare || !isRebindable(def)) return []
          return [{ name, kind: declaration.kind, start: declaration.start }]
        }),
      )
  }

  /** Every use of the platform's own of that name. */
  globalsNamed(name: string): Node[] {
    return [...this.#references.values()]
      .filter(({ identifier, resolved }) => resolved === null && identifier.name === name)
      .filter(({ isValueReference }) => isValueReference)
      .map(({ identifier }) => ownNode(identifier))
  }

  isGlobal(identifier: Node): boolean {
    return this.#references.get(identifier)?.resolved === null
  }

  /** Follows members, and constants that stand for another value. */
  ownerOf(expression: Node, followed = 0): Owner {
    const { root, path } = chainOf(expression)
    if (root.type !== 'Identifier') return { root, path, variable: undefined }
    const variable = this.#references.get(root)?.resolved ?? null
    if (variable === null || isAmbient(variable)) return { root, path, variable: null }
    const init = constant(variable)
    if (init !== null && followed < MAX_ALIASES) {
      const from = this.ownerOf(init, followed + 1)
      if (from.variable !== undefined) return { ...from, path: [...from.path, ...path] }
    }
    return { root, path, variable }
  }

  /** Whether the variable lives as long as the module: no function that runs later has it. */
  isLasting({ scope }: Variable): boolean {
    for (let around: Scope | null = scope; around !== null; around = around.upper) {
      if (around.type === ScopeType.classFieldInitializer) return false
      if (around.type === ScopeType.function && !this.#atOnce.has(around.block)) return false
    }
    return true
  }

  /** Whether a place runs after the module is loaded: it is in a function that is called later. */
  isLate(within: Within | null): boolean {
    for (let around = within; around !== null; around = around.up) {
      if (!this.#atOnce.has(around.node)) return true
    }
    return false
  }
}

/**
 * The analysis tells parameters from bodies by the ranges of functions' bodies and of names. The
 * parser can write ranges too, but for every node, which makes parsing slower by a third.
 */
function giveRanges(program: ESTree.Program): void {
  const give = (node: Node): void => void Object.assign(node, { range: [node.start, node.end] })
  const giveBody = ({ body }: { body: Node | null }): void => {
    if (body !== null) give(body)
  }
  new Visitor({
    Identifier: give,
    JSXIdentifier: give,
    FunctionDeclaration: giveBody,
    FunctionExpression: giveBody,
    ArrowFunctionExpression: giveBody,
    TSDeclareFunction: giveBody,
    TSEmptyBodyFunctionExpression: giveBody,
  }).visit(program)
}

/** What a constant was given; null for anything that may change, and for parts of a pattern. */
function constant({ defs }: Variable): Node | null {
  const [def, ...more] = defs
  if (def === undefined || more.length > 0 || declarationOf(def)?.kind !== 'const') return null
  return initOf(def)
}

/** What a name was declared with, where it stands alone and not in a pattern. */
export function initOf(def: Definition): Node | null {
  const node = ownNode(def.node)
  return node.type === 'VariableDeclarator' && node.id.type === 'Identifier' ? node.init : null
}

/** Whether it is declared with `let` or `var`. */
export function isRebindable(def: Definition): boolean {
  const kind = declarationOf(def)?.kind
  return kind === 'let' || kind === 'var'
}

const isAmbient = ({ defs }: Variable): boolean => defs.some((def) => declarationOf(def)?.declare)

function declarationOf({ type, parent }: Definition): ESTree.VariableDeclaration | null {
  if (type !== DefinitionType.Variable) return null
  const node = ownNode(parent)
  return node.type === 'VariableDeclaration' ? node : null
}

/** The analysis hands out the parser's own nodes under the types of another parser. */
export const ownNode = (node: unknown): Node => node as Node

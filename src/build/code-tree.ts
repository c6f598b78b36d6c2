import type { ESTree } from 'vite'

export type Node = ESTree.Node

/** A value by the way that leads to it: `state.list` is `state`, then `list`. */
export interface Chain {
  readonly root: Node
  /** Names of members; `null` where a name is computed, `RESULT` where a look-up was called. */
  readonly path: readonly (string | null)[]
}

/** Stands in a path for what `get`, `at` or `find` of a container gave. */
export const RESULT = '()'
const LOOK_UPS: ReadonlySet<string | null> = new Set(['get', 'at', 'find'])

/** Takes off what changes nothing: types, parentheses, `?.` and `!`. */
export function bare(node: Node): Node {
  const isAround =
    node.type === 'TSAsExpression' ||
    node.type === 'TSSatisfiesExpression' ||
    node.type === 'TSNonNullExpression' ||
    node.type === 'TSTypeAssertion' ||
    node.type === 'ParenthesizedExpression' ||
    node.type === 'ChainExpression'
  return isAround ? bare(node.expression) : node
}

export function chainOf(node: Node): Chain {
  const path: (string | null)[] = []
  let root = bare(node)
  for (;;) {
    if (root.type === 'MemberExpression') {
      path.unshift(memberName(root))
      root = bare(root.object)
    } else if (root.type === 'CallExpression') {
      const callee = bare(root.callee)
      if (callee.type !== 'MemberExpression' || !LOOK_UPS.has(memberName(callee))) break
      path.unshift(RESULT)
      root = bare(callee.object)
    } else break
  }
  return { root, path }
}

/** `a.b`, `a['b']` and `a.#b` by name; null where the name is computed. */
export const memberName = ({ computed, property }: ESTree.MemberExpression): string | null =>
  computed ? literalName(property) : property.name

/** The name of a member of a class or an object literal. */
export function keyName(key: ESTree.PropertyKey, computed: boolean): string | null {
  if (!computed && (key.type === 'Identifier' || key.type === 'PrivateIdentifier')) return key.name
  return literalName(key)
}

const literalName = (node: Node): string | null =>
  node.type === 'Literal' && typeof node.value !== 'object' ? String(node.value) : null

/** The places that one assignment writes: one, or those of a pattern. */
export function targetsOf(target: Node): Node[] {
  const plain = bare(target)
  if (plain.type === 'RestElement') return targetsOf(plain.argument)
  if (plain.type === 'AssignmentPattern') return targetsOf(plain.left)
  if (plain.type === 'ArrayPattern') {
    return plain.elements.flatMap((element) => (element === null ? [] : targetsOf(element)))
  }
  if (plain.type !== 'ObjectPattern') return [plain]
  return plain.properties.flatMap((property) =>
    targetsOf(property.type === 'RestElement' ? property : property.value),
  )
}

import { CHANGING } from './changing-methods.ts'
import { chainOf } from './code-tree.ts'
import type { Member, Within, Write, Writes } from './code-writes.ts'

/** The method whose `this` is meant at a place; null where it is nobody's, or no method's. */
export function memberAround(within: Within | null, { members }: Writes): Member | null {
  let around = within
  while (around?.node.type === 'ArrowFunctionExpression') around = around.up
  if (around === null) return null
  // What a field starts with is written when the object is made.
  const isField = around.node.type === 'PropertyDefinition' && around === within
  return isField ? null : (members.get(around.node) ?? null)
}

/** Whether it writes to `this`, or into something that `this` holds. */
export function changesThis(write: Write): boolean {
  if (write.kind === 'binding') return false
  const { root, path } = chainOf(write.object)
  if (root.type !== 'ThisExpression') return false
  return write.kind === 'member' || (path.length > 0 && CHANGING.has(write.method))
}

/** Far more than anybody needs; keeps a slip of the pen from deploying a thousand Workers. */
export const MOST_SHARES = 64

/**
 * The share, from 1 to `count`, whose Worker runs an event's module. The same for ever: it depends on
 * key and count alone. Of two counts that differ by one, an event changes its share only to or from
 * the last one (rendezvous hashing).
 */
export function shareOf(key: string, count: number): number {
  let share = 1
  let highest = -1
  for (let candidate = 1; candidate <= count; candidate++) {
    const score = hash(`${key}/${candidate}`)
    if (score > highest) {
      share = candidate
      highest = score
    }
  }
  return share
}

/**
 * Whether a share's Worker carries an event's module: its own ones, and those it has when there is
 * one share fewer. So a front of before or after a change of the count by one finds every event,
 * however long the other Workers take to follow. A module that is not asked for costs no heap.
 */
export const carries = (share: number, key: string, count: number): boolean =>
  shareOf(key, count) === share || (count > 1 && shareOf(key, count - 1) === share)

/** FNV-1a, then mixed: without that, keys that differ in the last letter have like scores. */
function hash(text: string): number {
  let bits = 0x811c9dc5
  for (let at = 0; at < text.length; at++) bits = Math.imul(bits ^ text.charCodeAt(at), 0x01000193)
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}

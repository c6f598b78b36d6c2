/** The known name that is most like a given one; null when none is like it at all. */
export function nearest(given: string, known: Iterable<string>): string | null {
  let best: string | null = null
  // More than half of it wrong is another word.
  let fewest = Math.max(2, Math.floor(given.length / 2)) + 1
  for (const name of known) {
    const count = edits(given.toLowerCase(), name.toLowerCase())
    if (count < fewest) [best, fewest] = [name, count]
  }
  return best
}

/** Letters to put in, take out or exchange to make one word of another. */
function edits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (let start = 0; start < from.length; start++) {
    const next = [start + 1]
    for (let end = 1; end <= to.length; end++) {
      const exchanged = (row[end - 1] ?? 0) + Number(to[end - 1] !== from[start])
      next.push(Math.min(exchanged, (row[end] ?? 0) + 1, (next[end - 1] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

import { Progress, number } from '../output/progress.ts'

/** How many somebody wants to see. */
export type Limit = number | 'all'

interface Page<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

/**
 * The first so many of a list that comes in pages, and whether there are more.
 *
 * @param most that a page holds
 */
export async function upTo<T>(
  limit: Limit,
  most: number,
  page: (asked: { readonly cursor?: string; readonly limit: number }) => Promise<Page<T>>,
): Promise<{ readonly all: readonly T[]; readonly more: boolean }> {
  const wanted = limit === 'all' ? Number.POSITIVE_INFINITY : limit
  const all: T[] = []
  const progress = new Progress('Reading')
  try {
    for (let cursor: string | null | undefined; cursor !== null && all.length < wanted;) {
      const size = Math.min(most, wanted - all.length)
      const { items, next } = await page({
        limit: size,
        ...(cursor === undefined ? {} : { cursor }),
      })
      all.push(...items)
      cursor = next
      if (all.length >= wanted) return { all, more: next !== null }
      progress.say(`Reading, ${number(all.length)} so far`)
    }
    return { all, more: false }
  } finally {
    progress.end()
  }
}

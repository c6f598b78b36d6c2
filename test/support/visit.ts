import type { Hall } from './hall.ts'
import { linksOf } from './page-checks.ts'

/** Events that can be asked, whatever serves them. */
export type Served = Pick<Hall, 'ask' | 'signIn' | 'settled'>

/** Somebody at one event: their cookie, or nobody's. */
export interface Visitor {
  readonly hall: Served
  readonly key: string
  readonly cookie?: string
}

export const get = (
  { hall, key, cookie }: Visitor,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> =>
  hall.ask(key, path, { ...(cookie === undefined ? {} : { cookie }), headers })

export const post = (
  { hall, key, cookie }: Visitor,
  path: string,
  form: Readonly<Record<string, string>>,
): Promise<Response> => hall.ask(key, path, { ...(cookie === undefined ? {} : { cookie }), form })

const AGAIN = /[?&]page=[2-9]|^\/.+\?lang=/

/** A page that was seen. */
export interface Seen {
  readonly path: string
  readonly response: Response
  readonly body: string
}

/**
 * Follows every link from these pages on, as this visitor, each address once. Of lists that go on for
 * pages the second is enough, and a language is chosen on the first page only.
 */
export async function crawl(visitor: Visitor, from: readonly string[]): Promise<Seen[]> {
  const seen = new Map<string, Seen>()
  const queue = [...from]
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(path)) continue
    const response = await get(visitor, path)
    const isPage = (response.headers.get('content-type') ?? '').startsWith('text/html')
    const body = await response.text()
    seen.set(path, { path, response, body })
    if (!isPage) continue
    for (const { kind, address } of linksOf(body, path)) {
      const [next = ''] = address.split('#')
      if (kind !== 'post' && !AGAIN.test(next) && !seen.has(next)) queue.push(next)
    }
  }
  return [...seen.values()]
}

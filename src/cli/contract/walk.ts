import { type Answer, type Served, Visitor } from './visitor.ts'

/** Where a walk met a fault: what was asked, and what came of it. */
export interface Stumble {
  /** `GET /agenda`. */
  readonly at: string
  /** `503`, `200, degraded: release`. */
  readonly with: string
}

export interface Walk {
  readonly stumbles: readonly Stumble[]
  /** What the walk could not do: the event has none of it, or asks for more first. */
  readonly left: readonly string[]
  readonly pages: number
}

/** Two of an event's people, by their addresses. */
export interface Walkers {
  readonly asking: string
  readonly asked: string
}

/** Pages that one visitor opens at most: what is on a list is alike. */
const MOST = 150

/**
 * Walks through an event as its people do: every page signed out and in, in by the link of a mail, asks
 * somebody for a meeting, who accepts, takes all that is held of them, and leaves. What an event does
 * not have is left out; what answers with a fault is told.
 */
export async function walkEvent(served: Served, people: Walkers): Promise<Walk> {
  const stumbles: Stumble[] = []
  const left: string[] = []
  let pages = 0
  const saw = (at: string, answer: Answer): void => {
    pages += 1
    const fault = faultOf(answer)
    if (fault !== null) stumbles.push({ at, with: fault })
  }
  const visitor = (): Visitor => new Visitor(served, saw)
  await openAll(visitor())
  const [asking, asked] = [visitor(), visitor()]
  const inside =
    (await signIn(served, asking, people.asking)) && (await signIn(served, asked, people.asked))
  if (!inside) left.push('signing in')
  else {
    if (!(await meet(asking, asked))) left.push('a meeting')
    await openAll(asking)
    await leave(asked)
  }
  return { stumbles, left, pages }
}

/** What an answer says of a fault; null for nothing. A deliberate refusal is an answer. */
function faultOf({ status, headers }: Answer): string | null {
  const degraded = headers.get('usher-degraded')
  if (degraded !== null) return `${status}, degraded: ${degraded}`
  return status >= 500 ? String(status) : null
}

/** Follows every link from the first pages on, each address once. */
async function openAll(visitor: Visitor): Promise<void> {
  const queue = ['/', '/agenda', '/directory', '/sign-in', '/me', '/meetings']
  const seen = new Set<string>()
  for (const path of queue) {
    if (seen.has(path) || seen.size >= MOST) continue
    seen.add(path)
    const { body, headers } = await visitor.get(path)
    if (headers.get('content-type')?.startsWith('text/html') !== true) continue
    queue.push(...linksOf(body, path).filter((next) => !seen.has(next) && !AGAIN.test(next)))
  }
}

/** Further pages of a list, and other languages of the same page. */
const AGAIN = /[?&](?:page|lang)=/

function linksOf(html: string, at: string): string[] {
  return Array.from(html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g), ([, href = '']) => {
    const url = URL.parse(plain(href), `http://event${at}`)
    return url?.host === 'event' ? url.pathname + url.search : ''
  }).filter((path) => path !== '')
}

const plain = (text: string): string => text.replaceAll('&amp;', '&').replaceAll('&#39;', "'")

/** By the link of a mail. Whether it could be done. */
async function signIn(served: Served, visitor: Visitor, email: string): Promise<boolean> {
  const asked = await visitor.post('/sign-in', { email })
  if (asked.status !== 200) return false
  const link = await until(() => /\/sign-in\/[\w-]{20,}/.exec(served.mailTo(email) ?? '')?.[0])
  if (link === undefined) return false
  await visitor.get(link)
  return (await visitor.post(link, {})).status === 303
}

/** What comes a moment later; undefined when it does not come in five seconds. */
async function until<T>(look: () => T | undefined): Promise<T | undefined> {
  for (let tries = 0; tries < 100; tries++) {
    const found = look()
    if (found !== undefined) return found
    await new Promise((resolve) => void setTimeout(resolve, 50))
  }
  return look()
}

/** One asks the other, who accepts. Whether the event lets them. */
async function meet(asking: Visitor, asked: Visitor): Promise<boolean> {
  // Where something has to be done first, as in agreeing to be seen, its page says what.
  for (const visitor of [asking, asked]) {
    const first = (await visitor.get('/meetings')).headers.get('location')
    if (first !== null) await visitor.post(first, {})
  }
  const name = /name="name"[^>]*value="([^"]*)"/.exec((await asked.get('/me')).body)?.[1] ?? ''
  const { body } = await asking.get(`/directory?q=${encodeURIComponent(plain(name))}`)
  const other = /href="\/people\/([\w-]+)"/.exec(body)?.[1]
  if (other === undefined) return false
  const page = await asking.get(`/people/${other}/meeting`)
  const slot = /<option value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  const sent = await asking.post(`/people/${other}/meeting`, { slot, message: 'Coffee?' })
  const meeting = sent.headers.get('location')?.split('#m-')[1]
  if (meeting === undefined) return false
  return (await asked.post(`/meetings/${meeting}`, { action: 'accept' })).status === 303
}

/** Takes all that is held of somebody, and goes. */
async function leave(visitor: Visitor): Promise<void> {
  await visitor.get('/badge')
  await visitor.get('/me/privacy')
  await visitor.get('/me/privacy/data.json')
  await visitor.post('/me/privacy/erase', {})
}

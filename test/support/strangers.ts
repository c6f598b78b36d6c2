import { type EventDoor, KEPT_BY_NATURE, readAll, type Sent } from './event-door.ts'
import type { LivelyEvent } from './lively-event.ts'
import { readForms } from './read-forms.ts'
import { essence, type Reply } from './reply.ts'
import {
  BY_HAND,
  fits,
  hasParameter,
  pathWith,
  type Route,
  type Site,
  type Submission,
} from './site-map.ts'

/** Somebody whom none of the hidden things concern. */
export interface Stranger {
  readonly name: string
  readonly cookie: string | undefined
  /** Whether they are told apart from nobody at all; else they try only what is really there. */
  readonly signedIn: boolean
}

export interface Tried {
  readonly requests: number
  /** What a stranger could read, tell from what is not there, or change. */
  readonly findings: readonly string[]
}

interface Attempt {
  readonly route: Route
  /** What the id is. */
  readonly what: string
  readonly id: string
  /** Whether those whom it concerns use this route with it. */
  readonly real: boolean
  readonly path: string
  readonly sent: Sent
  /** The same with an id that is nobody's. */
  readonly instead: { readonly id: string; readonly path: string; readonly sent: Sent }
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/**
 * Has strangers try everything that is hidden from them on all routes, in paths and in forms. Nothing
 * may be answered in another way than an id that is nobody's, and nothing may change.
 */
export async function tryEverything(
  { door, hidden, keys, words }: LivelyEvent,
  strangers: readonly Stranger[],
  routes: readonly Route[],
  site: Site,
): Promise<Tried> {
  const ids = new Map([...hidden, ...keys, ...MALFORMED])
  const attempts = [
    ...routes.filter(hasParameter).flatMap((route) => inPaths(route, routes, site, ids)),
    ...site.submissions
      .filter(({ route }) => !hasParameter(route))
      .flatMap((submission) => inForms(submission, ids)),
    ...byHand(routes, ids),
    ...inQueries(site, words),
  ].filter(({ route, what }) => !(keys.has(what) && isDoorOf(what, route)))
  const pages = routes.filter((route) => route.method === 'GET' && !hasParameter(route))
  const secrets = [...hidden, ...keys, ...words.map((word) => [word, word] as const)]
  const findings = new Set<string>()
  let requests = 0
  for (const stranger of strangers) {
    const before = await readAll(door, KEPT_BY_NATURE)
    const nobodys = new Map<string, Reply>()
    for (const attempt of attempts) {
      if (!stranger.signedIn && stranger.cookie !== undefined && !attempt.real) continue
      requests += 1
      const told = await compare(door, stranger, attempt, nobodys, words)
      if (told !== null) findings.add(`${stranger.name}, ${named(attempt)}: ${told}`)
    }
    for (const { pattern } of pages) {
      requests += 1
      const { headers, body } = await door.send(pattern, { cookie: stranger.cookie })
      const text = `${[...headers.values()].join()} ${body}`
      for (const [what, told] of secrets) {
        if (text.includes(told)) findings.add(`${stranger.name}, GET ${pattern}: tells ${what}`)
      }
    }
    const after = await readAll(door, KEPT_BY_NATURE)
    for (const [table, rows] of before) {
      if (after.get(table)?.join() !== rows.join())
        findings.add(`${stranger.name}: ${table} changed`)
    }
  }
  return { requests, findings: [...findings] }
}

const named = ({ route, what, sent }: Attempt): string =>
  `${sent.method ?? route.method} ${route.pattern} with ${what}`

/** What is mistyped, or meant to confuse. */
const MALFORMED: readonly (readonly [string, string])[] = [
  ['zero', '0'],
  ['a negative number', '-1'],
  ['the word null', 'null'],
  ['a name of every object', 'constructor'],
  ['another', '__proto__'],
  ['a path upwards', '../me'],
  ['a piece of SQL', "' OR 1=1 --"],
  ['any text to LIKE', '%'],
  ['a null character', 'a\0b'],
  ['half a character', '\ud800'],
  ['an emoji', '🦀'],
  ['very much', 'x'.repeat(2_000)],
]

/** A key opens one door; its name begins like that door's path. */
const DOORS: Readonly<Record<string, string>> = {
  badge: '/badge/',
  feed: '/calendar/',
  link: '/sign-in/',
  mail: '/mails/',
}

const isDoorOf = (key: string, { pattern }: Route): boolean =>
  pattern.startsWith(DOORS[key.split(' ')[0] ?? ''] ?? '-')

/** An id of the same form that is nobody's. */
const nobody = (id: string): string =>
  id
    .replaceAll(/\d/g, (digit) => `${(Number(digit) + 5) % 10}`)
    .replace(/.$/u, (last) => (last === '5' ? '6' : '5'))

const EMPTY: Sent = { method: 'POST', form: {} }

function inPaths(
  route: Route,
  routes: readonly Route[],
  { submissions, paths }: Site,
  ids: ReadonlyMap<string, string>,
): Attempt[] {
  const { pattern } = route
  const forms = submissions.filter((one) => one.route === route)
  const ways: readonly Sent[] =
    route.method === 'GET'
      ? [{ method: 'GET' }]
      : [...forms.map(({ values }): Sent => ({ form: values })), EMPTY]
  const answered = new Set(
    routes.filter((one) => one.pattern === pattern).map(({ method }) => method),
  )
  const first = routes.find((one) => one.pattern === pattern) === route
  const others = first ? METHODS.filter((method) => !answered.has(method)) : []
  const anyOther = new Set([...ids.values()].slice(0, 2))
  return Array.from(ids, ([what, id]) => ({ what, id })).flatMap(({ what, id }) => {
    const path = pathWith(pattern, id)
    const real = paths.has(path)
    const tried = [
      ...(real ? ways : ways.slice(0, 1)),
      ...(anyOther.has(id) ? others.map((method): Sent => ({ method })) : []),
    ]
    const other = likeFor(pattern, id)
    const instead = { id: other ?? '', path: other === null ? NO_PAGE : pathWith(pattern, other) }
    const attempt = { route, what, id, real, path }
    return tried.map((sent) => ({ ...attempt, sent, instead: { ...instead, sent } }))
  })
}

const NO_PAGE = '/no-such-page'

/** What an id is compared with: malformed ones too with a well-formed one; null where no route is asked. */
const likeFor = (pattern: string, id: string): string | null => {
  if (!fits(pattern, id)) return null
  return /^[\w-]{22,43}$/.test(id) ? nobody(id) : '5'.repeat(22)
}

/** Ids in the place of what a page gives to choose from. */
function inForms(
  { route, path, form, values }: Submission,
  ids: ReadonlyMap<string, string>,
): Attempt[] {
  const typed = new Set(
    form.fields.flatMap(({ name, type, value }) =>
      CHOSEN.has(type) && value !== 'on' && name !== 'request-id' ? [] : [name],
    ),
  )
  const chosen = values.flatMap(([name], i) => (typed.has(name) ? [] : [i]))
  return Array.from(ids, ([what, id]) => ({ what, id })).flatMap(({ what, id }) =>
    chosen.map((at) => {
      const put = (one: string): Sent => ({
        form: values.map(([name, value], i) => [name, i === at ? one : value] as const),
      })
      const other = nobody(id)
      return {
        route,
        what,
        id,
        real: false,
        path,
        sent: put(id),
        instead: { id: other, path, sent: put(other) },
      }
    }),
  )
}

const CHOSEN = new Set(['select', 'hidden', 'checkbox', 'radio'])

/** Words in the place of what is asked for in an address: nobody finds by what they cannot read. */
const inQueries = ({ pages }: Site, words: readonly string[]): Attempt[] =>
  pages.flatMap(({ cookie, pattern, path, reply }) => {
    const route = { method: 'GET', pattern }
    const forms = cookie === undefined ? [] : readForms(reply.body)
    const asked = forms.filter(({ method }) => method === 'get').flatMap(({ fields }) => fields)
    const names = new Set(asked.map(({ name }) => name))
    if (hasParameter(route)) return []
    return [...names].flatMap((name) =>
      words.map((id) => {
        const other = nobody(id)
        const at = (word: string): string => `${path}?${name}=${encodeURIComponent(word)}`
        const sent = { method: 'GET' }
        const instead = { id: other, path: at(other), sent }
        return { route, what: `${id} as ${name}`, id, real: false, path: at(id), sent, instead }
      }),
    )
  })

const byHand = (routes: readonly Route[], ids: ReadonlyMap<string, string>): Attempt[] =>
  routes.flatMap((route) => {
    const make = route.method === 'POST' ? BY_HAND[route.pattern] : undefined
    if (make === undefined) return []
    const path = route.pattern
    return Array.from(ids, ([what, id]) => {
      const other = nobody(id)
      return {
        route,
        what,
        id,
        real: false,
        path,
        sent: make(id),
        instead: { id: other, path, sent: make(other) },
      }
    })
  })

/** Of what cannot be seen nothing is told; a page that says the same of every id tells nothing. */
const REFUSALS = new Set([401, 403, 404, 405, 410, 422])
const SAYS_NOTHING = new Set(['GET /sign-in/:secret', 'HEAD /sign-in/:secret', 'POST /badge/scans'])

async function compare(
  door: EventDoor,
  { cookie }: Stranger,
  { route, id, path, sent, instead }: Attempt,
  nobodys: Map<string, Reply>,
  words: readonly string[],
): Promise<string | null> {
  const reply = await door.send(path, { ...sent, cookie })
  const key = `${sent.method ?? 'POST'} ${instead.path} ${JSON.stringify(instead.sent)}`
  const other = nobodys.get(key) ?? (await door.send(instead.path, { ...instead.sent, cookie }))
  nobodys.set(key, other)
  const [seen, expected] = [plain(reply, id, path), plain(other, instead.id, instead.path)]
  const word = words.find((one) => seen.includes(one) && !JSON.stringify(sent).includes(one))
  if (word !== undefined) return `tells ${word}`
  if (seen !== expected) return `${reply.status}, but ${other.status} for nobody’s`
  const led = reply.headers.get('location')?.startsWith('/sign-in') ?? false
  if (REFUSALS.has(reply.status) || (reply.status === 303 && led) || reply.status === 204)
    return null
  if (path.includes('?')) return null
  return SAYS_NOTHING.has(`${sent.method ?? 'POST'} ${route.pattern}`)
    ? null
    : `answers ${reply.status}`
}

/** An answer without the id that was asked for, however it is written. */
function plain(reply: Reply, id: string, path: string): string {
  let text = JSON.stringify(essence(reply))
  // What is short stands in every page.
  const written = [encodeURIComponent(path), path, ...(id.length < 8 ? [] : [id])]
  for (const asked of written) text = text.replaceAll(asked, '<asked>')
  return text
}

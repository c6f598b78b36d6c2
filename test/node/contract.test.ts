import { beforeAll, describe, expect, test } from 'vitest'
import { events } from '../../events/map.gen.ts'
import { features, match } from '../../src/base/match.ts'
import type { Feature } from '../../src/base/feature.ts'
import { demoData } from '../../src/cli/demo-data.ts'
import { SAFE_HEADERS } from '../../src/seam/base.ts'
import { readModule } from '../../src/seam/module.ts'
import { overridesOf } from '../../src/dispatch/overrides.ts'
import { demoDay, type DemoPair } from '../support/demo-day.ts'
import { type Hall, openHall } from '../support/hall.ts'
import { doubledIds, linksOf, slipsOf } from '../support/page-checks.ts'
import { crawl, get, post, type Seen, type Visitor } from '../support/visit.ts'

// What every event owes its visitors, whatever it makes its own: the base's contract, kept by each
// event of the map over the base, and by the base alone.

/** More people make no other pages. */
const ENOUGH = 60

const seeds = demoData('demo', [...events.keys()]).flatMap((seed) =>
  seed.people === null
    ? []
    : [{ ...seed, people: { ...seed.people, people: seed.people.people.slice(0, ENOUGH) } }],
)
const KEYS = seeds.map(({ tenant }) => tenant.key)

/** Pages that nothing leads to but a mail, another's screen, or a form. */
const UNLINKED = new Map([
  ['/sign-in/:secret', '/sign-in/a-secret-nobody-has'],
  ['/mails/:secret/:kind', '/mails/a-secret-nobody-has/requests'],
  ['/calendar/:file{[\\w-]{43}\\.ics}', `/calendar/${'a'.repeat(43)}.ics`],
  ['/badge/:code{[\\w-]{22}}', `/badge/${'a'.repeat(22)}`],
])

const all: readonly Feature[] = features

/** The base's pages that an event has: all, or those that an app of its own keeps. */
function pagesOf(overrides: Contract['overrides']): string[] {
  const { app = [], keeps = [] } = overrides?.seams ?? {}
  const kept = new Set(keeps.map(({ name }) => name))
  const of = all.filter(({ name }) => app.length === 0 || kept.has(name))
  const routes = of.flatMap(({ routes: its, feeds }) => [
    ...(its?.routes ?? []),
    ...(feeds?.routes ?? []),
  ])
  return [...new Set(routes.filter(({ method }) => method === 'GET').map(({ path }) => path))]
}

interface Contract {
  /** Patterns of the base's pages that the event has; those without parameters. */
  readonly patterns: readonly string[]
  readonly fixed: readonly string[]
  readonly hall: Hall
  readonly pair: DemoPair
  readonly overrides: ReturnType<typeof overridesOf> | null
  readonly seen: { readonly signedIn: Seen[]; readonly signedOut: Seen[] }
}

async function overridesOfEvent(key: string): Promise<Contract['overrides']> {
  const module = readModule(await events.get(key)?.())
  return module.ok ? overridesOf(match, module.value) : null
}

describe.each(KEYS)('%s', (key) => {
  const own = seeds.filter((seed) => seed.tenant.key === key)
  let contract: Contract
  let tenant: (typeof seeds)[number]['tenant']
  beforeAll(async () => {
    const hall = await openHall(own, events)
    tenant = hall.tenant(key)
    const pair = await demoDay(hall, key)
    const overrides = events.has(key) ? await overridesOfEvent(key) : null
    const patterns = pagesOf(overrides)
    const fixed = patterns.filter((path) => !path.includes(':'))
    const pages = [...fixed, ...(overrides?.seams.pages.map(({ name }) => name) ?? []), '/']
    const signedIn = await crawl(pair.asking, pages)
    const signedOut = await crawl(pair.nobody, pages)
    contract = { hall, pair, overrides, patterns, fixed, seen: { signedIn, signedOut } }
  })
  /** What an event declares, it may do: to refuse whom its rule refuses. */
  const mayAlso = (path: string): number[] => {
    const rules = contract.overrides?.seams.rules.map(({ name }) => name) ?? []
    return rules.includes('meetings.request') && /^\/people\/[^/]+\/meeting/.test(path) ? [403] : []
  }
  const everything = () => [...contract.seen.signedIn, ...contract.seen.signedOut]
  const shown = () => everything().filter(({ body }) => body.startsWith('<!doctype html>'))

  test('shows every page of the base to whom it is for, and leads others to the door', () => {
    const door = contract.seen.signedOut.filter(({ response }) => response.status === 303)
    for (const { response } of door) {
      expect(response.headers.get('location')).toMatch(/^\/sign-in\?next=/)
    }
    const bad = everything().filter(({ path, response, body }) => {
      // What is for the pages' script is no door to be led to.
      const refused = body.startsWith('<!doctype') ? [] : [401]
      return ![200, 303, ...mayAlso(path), ...refused].includes(response.status)
    })
    expect(bad.map(({ path, response }) => `${response.status} ${path}`)).toEqual([])
    expect(contract.seen.signedIn.find(({ path }) => path === '/me')?.response.status).toBe(200)
  })

  test('leads to every page of the base', () => {
    const reached = everything().map(({ path }) => path.split('?')[0] ?? '')
    const missed = contract.patterns.filter(
      (pattern) => !UNLINKED.has(pattern) && !reached.some((path) => matcher(pattern).test(path)),
    )
    expect(missed).toEqual([])
  })

  test('answers addresses that only mails know', async () => {
    for (const [pattern, path] of UNLINKED) {
      if (contract.overrides?.seams.app.length === 0) expect(contract.patterns).toContain(pattern)
      for (const visitor of [contract.pair.asking, contract.pair.nobody]) {
        const { status } = await get(visitor, path)
        expect([200, 303, 404], path).toContain(status)
      }
    }
    if (!contract.patterns.includes('/mails/:secret/:kind')) return
    const link = contract.hall.mails
      .map(({ headers }) => /<(.+)>/.exec(headers?.['List-Unsubscribe'] ?? '')?.[1])
      .find((address) => address !== undefined)
    const mailed = await get(contract.pair.nobody, new URL(link ?? '').pathname)
    expect(mailed.status).toBe(200)
  })

  test('has no link to a place on a page that is not there', () => {
    for (const seen of [contract.seen.signedIn, contract.seen.signedOut]) {
      const bodies = new Map(seen.map(({ path, body }) => [path, body]))
      const broken = seen.flatMap(({ path, body }) =>
        linksOf(body, path).flatMap(({ address }) => {
          const [target = '', hash = ''] = address.split('#')
          const there = bodies.get(target)?.includes(`id="${decodeURIComponent(hash)}"`)
          return hash === '' || there !== false ? [] : [`${path} → ${address}`]
        }),
      )
      expect(broken).toEqual([])
    }
  })

  test('sends its forms to where they are taken', async () => {
    const forms = shown().flatMap(({ path, body }) =>
      linksOf(body, path).flatMap(({ kind, address }) => (kind === 'post' ? [address] : [])),
    )
    for (const action of new Set(forms)) {
      const { headers } = await ask(contract.pair.nobody, action, 'OPTIONS')
      expect(headers.get('allow')?.split(', '), action).toContain('POST')
    }
    expect(forms.length).toBeGreaterThan(3)
  })

  test('shows no value that is not there, and no id twice', () => {
    for (const { path, body } of shown()) {
      expect(slipsOf(body), path).toEqual([])
      expect(doubledIds(body), path).toEqual([])
    }
  })

  test('speaks all of its languages, on every page', async () => {
    for (const locale of tenant.locales) {
      for (const path of contract.fixed) {
        const response = await get(contract.pair.asking, path, { 'accept-language': locale })
        const html = await response.text()
        if (!html.startsWith('<!doctype')) continue
        expect(html, path).toContain(`lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}"`)
        expect(slipsOf(html), `${locale} ${path}`).toEqual([])
      }
    }
  })

  test('misses no text in any of its languages', async () => {
    const module = readModule(await events.get(key)?.())
    const texts = module.ok ? (module.value.messages ?? {}) : {}
    const missing = tenant.locales.flatMap((locale) => {
      const language = locale.split('-')[0] ?? locale
      return all.flatMap(({ messages }) =>
        Object.keys(messages?.base.en ?? {}).flatMap((name) => {
          const full = `${messages?.name}.${name}`
          const there =
            messages?.base[language]?.[name] ?? texts[locale]?.[full] ?? texts[language]?.[full]
          return there === undefined ? [`${locale} ${full}`] : []
        }),
      )
    })
    expect(missing).toEqual([])
  })

  test('answers HEAD as GET without the body, and says truly what else it takes', async () => {
    for (const path of [...contract.fixed, '/nowhere']) {
      for (const visitor of [contract.pair.asking, contract.pair.nobody]) {
        const full = await ask(visitor, path, 'GET')
        const head = await ask(visitor, path, 'HEAD')
        expect(await head.text()).toBe('')
        expect([head.status, comparable(head)], path).toEqual([full.status, comparable(full)])
      }
      if (path === '/nowhere') continue
      const options = await ask(contract.pair.nobody, path, 'OPTIONS')
      const allowed = options.headers.get('allow')?.split(', ') ?? []
      expect(allowed, path).toEqual(expect.arrayContaining(['GET', 'HEAD', 'OPTIONS']))
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const { status } = await ask(contract.pair.nobody, path, method)
        expect(status === 405, `${method} ${path}`).toBe(!allowed.includes(method))
      }
    }
  })

  test('tells browsers what they may do, on every page', () => {
    for (const { path, response } of shown()) {
      for (const [name, value] of Object.entries(SAFE_HEADERS)) {
        expect(response.headers.get(name), path).toBe(value)
      }
      expect(response.headers.get('x-request-id'), path).not.toBeNull()
    }
  })

  test('behaves as the base wherever it declares nothing', async () => {
    const base = await openHall(own, new Map())
    const pair = await demoDay(base, key)
    const { overrides, seen } = contract
    const pieces = [...(overrides?.seams.routes ?? []), ...(overrides?.seams.pages ?? [])]
    const declared = pieces
      .flatMap(({ over = [] }) => over)
      .map((route) => route.split(' ')[1] ?? '')
    const isOwn = (path: string): boolean =>
      mayAlso(path).length > 0 ||
      declared.some((pattern) => matcher(pattern).test(path)) ||
      !contract.patterns.some((pattern) => matcher(pattern).test(path))
    const pages = [
      [await crawl(pair.asking, contract.fixed), seen.signedIn],
      [await crawl(pair.nobody, contract.fixed), seen.signedOut],
    ] as const
    for (const [theirs, ours] of pages) {
      const behaviour = new Map(ours.map((page) => [nameless(page.path), behaviourOf(page)]))
      for (const page of theirs) {
        const path = nameless(page.path)
        // What is for the pages' script may be led to the door by a guard.
        const isPage = page.response.status !== 401
        if (isPage && !isOwn(path.split('?')[0] ?? ''))
          expect(behaviour.get(path), path).toEqual(behaviourOf(page))
      }
    }
  })

  test('gives people all that it holds of them, and keeps nothing of who leaves', async () => {
    const { asking, asked } = contract.pair
    const [mine, other] = await Promise.all([personalData(asking), personalData(asked)])
    expect(JSON.stringify(mine)).toContain(own[0]?.people?.people[0]?.name)
    const left = own[0]?.people?.people[1]
    const shared = new Set(ownValues(mine))
    const told = ownValues(other).filter((value) => !shared.has(value))
    const traces = [left?.name ?? '', left?.email ?? '', ...told]
    const before = contract.hall.rows(key).join('\n')
    for (const trace of traces) expect(before).toContain(trace)

    const erased = await post(asked, '/me/privacy/erase', {})
    expect([erased.status, erased.headers.get('location')]).toEqual([303, '/me/privacy/erased'])
    await contract.hall.settled()
    // The programme names speakers by itself; some are called like people on the list.
    const after = contract.hall.rows(key).filter((row) => !row.startsWith('agenda_'))
    for (const trace of traces) {
      expect(
        after.filter((row) => row.includes(trace)),
        trace,
      ).toEqual([])
    }
    expect((await get(asked, '/me')).status).toBe(303)
  })

  test('works without a fault', () => {
    expect(contract.hall.faults).toEqual([])
    expect(everything().filter(({ response }) => response.headers.has('usher-degraded'))).toEqual(
      [],
    )
  })
})

type PersonalData = Readonly<Record<string, unknown>>

const personalData = async (visitor: Visitor): Promise<PersonalData> =>
  (await (await get(visitor, '/me/privacy/data.json')).json()) as PersonalData

/** What somebody told the event beyond what the base asks: texts that are nobody else's. */
const ownValues = ({ fields = {} }: PersonalData): string[] =>
  Object.values(fields as Record<string, unknown>).flatMap((value) =>
    typeof value === 'string' && value.length > 5 ? [value] : [],
  )

/** What fits a route's pattern. */
const matcher = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replaceAll(/:\w+(?:\{(.*)\})?/g, (_, own?: string) => own ?? '[^/]+')}$`)

/** Ids and codes are others in every store. */
const nameless = (address: string): string =>
  address
    .replaceAll(/[\da-f]{8}-[\da-f]{4}-[\da-f-]{22}/g, ':id')
    .replaceAll(/\/[\w-]{22}(?=$|[/?#])/g, '/:code')

/** What a page does, whatever it looks like: status, kind, where it leads, and its forms. */
function behaviourOf({ path, response, body }: Seen): object {
  const header = (name: string): string => nameless(response.headers.get(name) ?? '')
  const forms = linksOf(body, path).flatMap(({ kind, address }) =>
    kind === 'post' || kind === 'get' ? [`${kind} ${nameless(address)}`] : [],
  )
  return {
    status: response.status,
    type: header('content-type'),
    location: header('location'),
    cache: header('cache-control'),
    language: header('content-language'),
    forms: [...new Set(forms)].toSorted(),
  }
}

const ask = ({ hall, key, cookie }: Visitor, path: string, method: string): Promise<Response> =>
  hall.ask(key, path, { method, ...(cookie === undefined ? {} : { cookie }) })

const comparable = ({ headers }: Response): object => {
  const { 'x-request-id': _, ...rest } = Object.fromEntries(headers)
  return rest
}

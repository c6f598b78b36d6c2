import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { events } from '../../events/map.gen.ts'
import { match } from '../../src/base/match.ts'
import { demoData } from '../../src/cli/demo-data.ts'
import { answered, type Answered } from '../support/answers.ts'
import {
  type Grounds,
  type Hall,
  type Loader,
  openGrounds,
  openHall,
  serveHall,
} from '../support/hall.ts'
import { type Sabotage, sabotaged, SECRET } from '../support/sabotage.ts'
import { linesOf, moduleOf, seamsOf } from '../support/size-of.ts'
import { TWELVE } from '../support/twelve.ts'

// The honesty of the twelve customisations: each is small, each can be taken away, and none is felt by
// the other eleven, whatever becomes of it.

const KEYS = TWELVE.map(({ key }) => key)
const seeds = demoData('demo', KEYS).filter(({ tenant }) => KEYS.includes(tenant.key))

/** What people told an event is theirs, also when its code goes: the download knows more than the base. */
const DATA = '/me/privacy/data.json'

/** Every address of the base that needs no id. */
const PATHS = [
  ...new Set(
    match.routes.routes
      .filter(({ method, path }) => method === 'GET' && !path.includes(':') && path !== DATA)
      .map(({ path }) => path),
  ),
  '/nowhere',
]

const pick = (keys: readonly string[]): ReadonlyMap<string, Loader> =>
  new Map(keys.flatMap((key) => [[key, events.get(key) ?? missing(key)] as const]))

function missing(key: string): never {
  throw new Error(`events/${key}/ is not there.`)
}

/** Nothing is left to chance, so that stores that were filled alike answer alike. */
function noChance(): void {
  let id = 0
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => array)
  vi.spyOn(crypto, 'randomUUID').mockImplementation(
    () => `00000000-0000-4000-8000-${String(++id).padStart(12, '0')}`,
  )
}

type Sweep = Readonly<Record<string, Answered>>

/** What somebody and nobody get at every address of one event. */
async function sweep(hall: Hall, key: string, cookie: string): Promise<Sweep> {
  const answers: Record<string, Answered> = {}
  for (const path of [...PATHS, ...(await ownPaths(key))]) {
    answers[`nobody ${path}`] = await answered(await hall.ask(key, path))
    answers[`somebody ${path}`] = await answered(await hall.ask(key, path, { cookie }))
  }
  return answers
}

/** Where the event has pages and routes that the base has not. */
async function ownPaths(key: string): Promise<string[]> {
  const { pages = {}, routes } = await moduleOf(key)
  const routed = routes?.routes.map(({ path }) => path) ?? []
  return [...Object.keys(pages), ...routed].filter((path) => !/[:*]/.test(path))
}

const signIn = (hall: Hall, key: string): Promise<string> =>
  hall.signIn(key, 'persona-1@people.example')

describe.each(KEYS)('%s taken away', (key) => {
  test('gives the base’s answers back, byte for byte', async () => {
    const own = seeds.filter(({ tenant }) => tenant.key === key)
    noChance()
    const modules = new Map(pick([key]))
    const hall = await openHall(own, modules)
    const cookie = await signIn(hall, key)
    const customised = await sweep(hall, key, cookie)
    modules.delete(key)
    const without = await sweep(hall, key, cookie)

    noChance()
    const bare = await openHall(own, new Map())
    const base = await sweep(bare, key, await signIn(bare, key))
    expect(without).toEqual(base)
    // The test can see a difference.
    expect(customised).not.toEqual(base)
    expect([...hall.faults, ...bare.faults]).toEqual([])
  })
})
afterAll(() => vi.restoreAllMocks())

describe('all in one process', () => {
  let grounds: Grounds
  const cookies = new Map<string, string>()
  const undisturbed = new Map<string, Sweep>()

  beforeAll(async () => {
    grounds = await openGrounds(seeds)
    const hall = serveHall(grounds, pick(KEYS))
    for (const key of KEYS) cookies.set(key, await signIn(hall, key))
    for (const key of KEYS) undisturbed.set(key, await sweepOf(hall, key))
    expect(hall.faults).toEqual([])
  })

  const sweepOf = (hall: Hall, key: string): Promise<Sweep> =>
    sweep(hall, key, cookies.get(key) ?? '')

  const ways: readonly Sabotage[] = ['throws', 'hangs', 'does not load']
  describe.each(ways)('when one %s', (how) => {
    test.each(KEYS)('%s alone is hurt', async (key) => {
      const modules = new Map(pick(KEYS))
      modules.set(key, sabotaged(events.get(key) ?? missing(key), how))
      const hall = serveHall({ ...grounds, tenants: impatient(grounds.tenants, key) }, modules)
      const sweeps = await Promise.all(KEYS.map((other) => sweepOf(hall, other)))
      for (const [i, other] of KEYS.entries()) {
        if (other !== key) expect(sweeps[i], other).toEqual(undisturbed.get(other))
      }
      expect(new Set(hall.faults.map(({ event }) => event))).toEqual(new Set([key]))
      expect(JSON.stringify(sweeps)).not.toContain(SECRET)
    })
  })
})

/** The one that hangs is not waited for; the others have all the time there is. */
const impatient = (tenants: Grounds['tenants'], key: string): Grounds['tenants'] =>
  new Map(
    [...tenants].map(([of, tenant]) => [of, of === key ? { ...tenant, deadline: 100 } : tenant]),
  )

describe('the size of each', () => {
  const rows = TWELVE.map(({ key, depth, budget }) => ({ key, depth, budget, lines: linesOf(key) }))

  test.each(rows)('$key: $depth in at most $budget lines', ({ lines, budget }) => {
    expect(lines).toBeLessThanOrEqual(budget)
  })

  test('as a table', async () => {
    const table = await Promise.all(
      rows.map(async ({ key, depth, budget, lines }) => ({
        key,
        depth,
        lines: `${lines} of ${budget}`,
        outside: 0,
        seams: (await seamsOf(key)).join(', '),
      })),
    )
    console.table(table)
    expect(table.every(({ seams }) => seams !== '')).toBe(true)
  })
})

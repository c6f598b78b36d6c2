import { Hono } from 'hono'
import { afterAll, describe, expect, test } from 'vitest'
import type { EventModule } from '../../src/seam/module.ts'
import {
  DENIALS,
  EXPORT_KINDS,
  FAULT_KINDS,
  PROTECTED,
  SECRET,
  breakingBody,
  FOREIGN,
  ODD_MODULES,
  startFaulty as start,
} from '../support/fault-kinds.ts'
import { fixedOutbox } from '../support/fixed-outbox.ts'
import { WHOLE } from '../support/lanes.ts'
import { answerKinds, type Fail, pass, type Row, ROWS } from '../support/fault-rows.ts'

// Every kind of fault × every place a module can put code or data: what the visitor gets, what is
// told, and that the event next door does not notice.

const SECRETS = /secret-of-the-module|\/srv\/|event\.ts|node_modules|\bat \S+ \(/

type Running = ReturnType<typeof start>
type Answer = Awaited<ReturnType<Running['get']>>

const neighbours = async ({ get }: Running) =>
  Promise.all(['/', '/agenda', '/private', '/nowhere'].map((path) => get('next', path)))

/** Whether an answer is the base's own to this path, byte for byte, or the event's error page. */
function sees(answer: Answer, stands: Answer): string {
  const same = JSON.stringify({ ...answer, degraded: null }) === JSON.stringify(stands)
  if (same) return 'base'
  if (answer.status === 503) return /^(?:tiny closed)?$/.test(answer.body) ? 'closed' : 'else'
  return /^tiny fault$|This page could not be shown.*<id>|^$/s.test(answer.body) ? 'error' : 'else'
}

const undisturbed = {
  match: neighbours(start('match', null)),
  tiny: neighbours(start('tiny', null)),
}
let cells = 0
afterAll(() => console.log(`fault matrix: ${cells} cells`))

async function expectAlone(faulty: Running, base: Row['base']): Promise<void> {
  expect(await neighbours(faulty)).toEqual(await undisturbed[base])
  expect(faulty.faults().filter((line) => !line.startsWith('fair '))).toEqual([])
  expect(faulty.counted('next').filter(({ fault, degraded }) => fault ?? degraded[0])).toEqual([])
  cells++
}

describe.each(Object.entries(ROWS))('%s:', (_, rows) => {
  const cellsOf = (rows as readonly Row[]).flatMap((row) =>
    row.kinds.map((kind) => ({ row, kind })),
  )
  test.each(cellsOf)('$row.name, $row.method $row.path, $kind.name', async ({ row, kind }) => {
    const module = row.module(kind.happen as Fail)
    const faulty = start(row.base, async () => ({ default: module }))
    const [answer] = await Promise.all([
      faulty.get('fair', row.path, row.method),
      neighbours(faulty),
    ])

    const stands = await start(row.base, null).get('fair', row.path, row.method)
    const stopped = row.gets !== 'base' || /^(?:route|page)/.test(row.seam)
    const status = { base: 200, error: 500, closed: 503 }[row.gets]
    expect({
      status: answer.status,
      degraded: answer.degraded,
      sees: sees(answer, stands),
      leaks: SECRETS.test(JSON.stringify(answer)),
      told: faulty.faults(),
      counted: faulty.counted('fair'),
    }).toEqual({
      status,
      degraded: row.seam,
      sees: row.gets,
      leaks: false,
      told: [`fair ${row.seam}`],
      counted: [{ status, degraded: [row.seam], fault: stopped ? row.seam : null }],
    })
    await expectAlone(faulty, row.base)
  })
})

describe('a hook', () => {
  const isFault = ({ name }: (typeof FAULT_KINDS)[number]): boolean =>
    !/^(?:returns|resolves)/.test(name)

  test.each(FAULT_KINDS)('that $name leaves the action alone and is tried again', async (kind) => {
    const module = { hooks: { greeted: kind.happen } }
    const faulty = start('tiny', async () => ({ default: module }))
    const outbox = fixedOutbox([{ topic: 'hooks', body: { hook: 'greeted', fact: {} } }])
    const [worked, answer] = await Promise.all([
      faulty.work('fair', outbox),
      faulty.get('fair', '/'),
      neighbours(faulty),
    ])

    const error = isFault(kind) ? expect.stringMatching(/^hook:greeted: /) : null
    expect({ worked, outcomes: outbox.outcomes, told: faulty.faults() }).toEqual({
      worked: 'over',
      outcomes: [{ id: 'w1', lease: 'l1', error }],
      told: isFault(kind) ? ['fair hook:greeted'] : [],
    })
    expect(answer).toEqual(await start('tiny', null).get('fair', '/'))
    await expectAlone(faulty, 'tiny')
  })
})

const imports = FAULT_KINDS.filter(({ name }) => !name.startsWith('never'))
const never = FAULT_KINDS.filter(({ name }) => name.startsWith('never'))

describe.each(['tiny', 'match'] as const)('a module over the %s base whose import', (base) => {
  test.each([...imports, ...EXPORT_KINDS, ...never])('$name', async ({ happen }) => {
    const faulty = start(base, async () => happen())
    for (const path of ['/', '/own']) {
      const [answer] = await Promise.all([faulty.get('fair', path), neighbours(faulty)])
      expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '10' } })
      expect(JSON.stringify(answer)).not.toMatch(SECRETS)
    }
    expect(faulty.faults()).toEqual([`fair ${WHOLE}`, `fair ${WHOLE}`])
    expect(faulty.counted('fair')).toMatchObject([{ fault: WHOLE }, { fault: WHOLE }])
    await expectAlone(faulty, base)
  })
})

/** Where a denial can stand before what it protects. */
const PLACES = {
  'use("*")': (path, deny, fail) => new Hono().use(deny).all(path, fail),
  'use(path)': (path, deny, fail) => new Hono().use(path, deny).all(path, fail),
  'in the route': (path, deny, fail) => new Hono().all(path, deny, fail),
  'around a sub-app': (path, deny, fail) =>
    new Hono().use('*', deny).route('/', new Hono().all(path, fail)),
  'around the base': (path, deny, fail) => ({
    wraps: 'base',
    routes: new Hono().use('*', deny).post(path, fail),
  }),
} satisfies Record<
  string,
  (path: string, deny: Parameters<Hono['use']>[1], fail: Fail) => EventModule | Hono
>

describe.each(Object.entries(DENIALS))('what %s protects', (name, deny) => {
  const cellsOf = Object.entries(PLACES).flatMap(([place, lay]) =>
    [PROTECTED, ...answerKinds].map((kind) => ({ place, lay, kind })),
  )
  test.each(cellsOf)('by $place is never shown, $kind.name', async ({ lay, kind }) => {
    const methods = name === 'csrf' ? ['POST'] : ['GET', 'HEAD', 'POST']
    const asked = ['/', '/private'].flatMap((path) => {
      const app = lay(path, deny, kind.happen as Fail)
      const { get } = start('tiny', async () => ({ default: app }))
      return methods.map((method) => get('fair', path, method, FOREIGN))
    })
    // At once: what never settles is waited for, each time.
    for (const { status, body } of await Promise.all(asked)) {
      expect([401, 402, 403, 500, 503]).toContain(status)
      denials++
      if (/secret|Hello|base p/.test(body)) shown++
      expect(shown).toBe(0)
    }
  })
})

test.each(Object.entries(PLACES))(
  'what nobody denies %s is shown: the test can see it',
  async (_, lay) => {
    const app = lay('/private', pass, PROTECTED.happen as Fail)
    const { get } = start('tiny', async () => ({ default: app }))
    expect(await get('fair', '/private', 'POST')).toMatchObject({ status: 200, body: SECRET })
  },
)

let [denials, shown] = [0, 0]
afterAll(() => console.log(`refusals: ${denials} requests, ${shown} shown`))

test('a body that breaks while it streams is cut, told and counted, and nobody else notices', async () => {
  const app = new Hono().get('/own', () => new Response(breakingBody()))
  const faulty = start('tiny', async () => ({ default: app }))
  await expect(faulty.get('fair', '/own')).rejects.toThrow()
  expect(faulty.faults()).toEqual(['fair route:GET /own body'])
  await expectAlone(faulty, 'tiny')
})

test.each(Object.entries(ODD_MODULES))('%s is told as the event’s fault', async (_, odd) => {
  const faulty = start('match', async () => ({ default: odd }))
  const { status, body } = await faulty.get('fair', '/')
  expect([200, 503]).toContain(status)
  expect(body).not.toMatch(SECRETS)
  expect(faulty.faults()).not.toEqual([])
  expect(faulty.faults().filter((line) => !/^fair (?!platform)/.test(line))).toEqual([])
  await expectAlone(faulty, 'match')
})

test('a response that is given twice is a fault of the route the second time', async () => {
  const response = new Response('own')
  const faulty = start('tiny', async () => ({ default: new Hono().get('/own', () => response) }))
  expect((await faulty.get('fair', '/own')).status).toBe(200)
  expect((await faulty.get('fair', '/own')).status).toBe(500)
  expect(faulty.faults()).toEqual(['fair route:GET /own'])
})

test('views in views that never settle leave time for the page, whatever its deadline', async () => {
  const hang = () => new Promise(() => {})
  const views = { home: hang, 'home.hero': hang, 'home.programme': hang }
  const faulty = start('match', async () => ({ default: { views } }), { deadline: 200 })
  // What is composed first is none of its time.
  await faulty.get('fair', '/nowhere')
  const { status, degraded } = await faulty.get('fair', '/')
  expect(status).toBe(200)
  expect(degraded).toContain('view:home.hero')
})

test('a rejected waitUntil is told, and the answer stands', async () => {
  const app = new Hono().get('/own', (c) => {
    c.executionCtx.waitUntil(Promise.reject(new Error(SECRET)))
    return c.text('own')
  })
  const faulty = start('tiny', async () => ({ default: app }))
  expect(await faulty.get('fair', '/own')).toMatchObject({ status: 200, body: 'own' })
  await faulty.settled()
  expect(faulty.faults()).toEqual(['fair waitUntil'])
  await expectAlone(faulty, 'tiny')
})

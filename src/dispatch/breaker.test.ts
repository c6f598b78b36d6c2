import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Dispatcher, dispatcher } from '../../test/support/dispatcher.ts'
import { tenant } from '../../test/support/tenants.ts'
import { CONFIG } from '../config.ts'
import { Breakers } from './breaker.ts'

const OPTIONS = { budget: 3, window: 100, coolDown: 50, size: 4 }

function start(options: Partial<typeof OPTIONS> = {}) {
  const time = { now: 1_000 }
  const breakers = new Breakers({ now: () => time.now }, { ...OPTIONS, ...options })
  const fault = (seam = 'view:home', event = 'fair') => breakers.fault(event, seam)
  const allows = (seam = 'view:home', event = 'fair') => breakers.allows(event, seam)
  const state = (seam = 'view:home', event = 'fair') => breakers.state(event, seam)
  return { time, breakers, fault, allows, state }
}

const openNow = (one: ReturnType<typeof start>) => {
  for (let i = 0; i < OPTIONS.budget; i++) one.fault()
}

describe('a breaker', () => {
  test('opens at the budget within the window, and says so once', () => {
    const { fault, allows } = start()
    expect([fault(), fault(), allows()]).toEqual([false, false, true])
    expect([fault(), allows(), fault(), fault()]).toEqual([true, false, false, false])
  })

  test('forgets faults older than the window', () => {
    const { time, fault, state } = start()
    fault()
    fault()
    time.now += OPTIONS.window
    expect([fault(), fault(), state()]).toEqual([false, false, 'closed'])
    expect([fault(), state()]).toEqual([true, 'open'])
  })

  test('lets one probe by a cool-down', () => {
    const one = start()
    openNow(one)
    one.time.now += OPTIONS.coolDown - 1
    expect(one.allows()).toBe(false)
    one.time.now += 1
    expect([one.allows(), one.allows(), one.state()]).toEqual([true, false, 'probing'])
  })

  test('is closed by a probe that goes well, with a new budget', () => {
    const one = start()
    openNow(one)
    one.time.now += OPTIONS.coolDown
    one.allows()
    one.breakers.success('fair', 'view:home')
    expect([one.state(), one.fault(), one.fault(), one.fault()]).toEqual([
      'closed',
      false,
      false,
      true,
    ])
  })

  test('opens again, untold, by a probe that faults', () => {
    const one = start()
    openNow(one)
    one.time.now += OPTIONS.coolDown
    one.allows()
    expect([one.fault(), one.allows(), one.state()]).toEqual([false, false, 'open'])
    one.time.now += OPTIONS.coolDown
    expect(one.allows()).toBe(true)
  })

  test('lets another probe by when the one before never came back', () => {
    const one = start()
    openNow(one)
    one.time.now += OPTIONS.coolDown
    one.allows()
    one.time.now += OPTIONS.coolDown
    expect(one.allows()).toBe(true)
  })

  test('is one piece’s of one event', () => {
    const one = start()
    openNow(one)
    expect(one.allows('route:GET /')).toBe(true)
    expect(one.allows('view:home', 'next')).toBe(true)
    expect(one.breakers.open('fair')).toEqual(['view:home'])
    expect(one.breakers.open('fai')).toEqual([])
  })

  test('that is the oldest goes when there are too many', () => {
    const one = start()
    openNow(one)
    for (let i = 0; i < OPTIONS.size; i++) one.fault(`view:${i}`)
    expect(one.state()).toBe('closed')
  })
})

/** What a breaker is, said another way: every fault is kept, nothing is ever bounded. */
class Model {
  faults: number[] = []
  openedAt: number | null = null
  probedAt: number | null = null

  allows(now: number): boolean {
    if (this.openedAt === null) return true
    const quiet = now - Math.max(this.openedAt, this.probedAt ?? 0) < OPTIONS.coolDown
    if (!quiet) this.probedAt = now
    return !quiet
  }

  fault(now: number): boolean {
    this.faults.push(now)
    this.probedAt = null
    const counted = this.faults.filter((at) => now - at < OPTIONS.window).length
    const opens = this.openedAt === null && counted >= OPTIONS.budget
    if (opens || this.openedAt !== null) this.openedAt = now
    return opens
  }

  success(): void {
    if (this.openedAt !== null) Object.assign(this, new Model())
  }
}

describe('whatever happens', () => {
  const step = fc.record({
    act: fc.constantFrom('allows', 'fault', 'fault', 'success'),
    piece: fc.constantFrom('fair a', 'fair b', 'next a'),
    wait: fc.constantFrom(0, 0, 1, 10, 49, 50, 99, 100),
  })

  test('each piece’s breaker does what the model does', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const { time, breakers } = start()
        const models = new Map<string, Model>()
        for (const { act, piece, wait } of steps) {
          time.now += wait
          const [event = '', seam = ''] = piece.split(' ')
          const model = models.get(piece) ?? new Model()
          models.set(piece, model)
          expect(breakers[act as 'fault'](event, seam)).toBe(model[act as 'fault'](time.now))
          expect(breakers.state(event, seam) === 'closed').toBe(model.openedAt === null)
        }
      }),
      { numRuns: 3_000 },
    )
  })

  test('no more pieces are remembered than fit', () => {
    const seams = fc.array(fc.nat(200), { minLength: 1, maxLength: 300 })
    fc.assert(
      fc.property(seams, (numbers) => {
        const { fault, breakers } = start({ budget: 1 })
        for (const number of numbers) fault(`view:${number}`)
        expect(breakers.open('fair').length).toBeLessThanOrEqual(OPTIONS.size)
      }),
    )
  })
})

describe('a piece of an event that keeps failing', () => {
  const { budget, coolDown } = CONFIG.breaker

  /** An event whose one piece calls `act`; how often it was tried, and what a visitor gets. */
  function failing(lay: (act: () => never) => unknown, path = '/') {
    const piece = {
      calls: 0,
      act: (): unknown => {
        throw new Error('x')
      },
    }
    const act = () => (piece.calls++, piece.act()) as never
    const module = { default: lay(act) }
    const dispatch = dispatcher({
      tenants: [tenant('fair')],
      modules: { fair: module },
      limits: { deadline: 200 },
    })
    return { piece, dispatch, get: (times = 1, at = path) => ask(dispatch, at, times) }
  }

  async function ask(dispatch: Dispatcher, path: string, times: number): Promise<string> {
    let said = ''
    for (let i = 0; i < times; i++) {
      const response = await dispatch.get(`http://fair.localhost${path}`)
      const degraded = response.headers.get('usher-degraded') ?? 'whole'
      said = `${response.status} ${degraded} ${await response.text()}`
    }
    return said
  }

  const view = (act: () => never) => ({ views: { greeting: act } })
  const route = (act: () => never) => new Hono().get('/own', act)
  const markup = Object.assign(new String('<b>own</b>'), { isEscaped: true })

  test('is not tried a sixth time: the page is whole, and marked', async () => {
    const { piece, get, dispatch } = failing(view)
    expect(await get(budget)).toBe('200 view:greeting <p>Hello The fair</p>')
    expect(await get(20)).toBe('200 view:greeting <p>Hello The fair</p>')
    expect(piece.calls).toBe(budget)
    expect(dispatch.openings).toEqual([{ event: 'fair', seam: 'view:greeting' }])
    expect(dispatch.faults).toHaveLength(budget)
  })

  test('is probed once a cool-down, and taken back when it goes well', async () => {
    const { piece, get, dispatch } = failing(view)
    await get(budget)
    dispatch.time.now += coolDown
    await get(20)
    expect(piece.calls).toBe(budget + 1)
    dispatch.time.now += coolDown
    piece.act = () => markup
    expect(await get(3)).toBe('200 whole <b>own</b>')
    expect(piece.calls).toBe(budget + 4)
    expect(dispatch.openings).toHaveLength(1)
    piece.act = () => {
      throw new Error('again')
    }
    await get(budget)
    expect(dispatch.openings).toHaveLength(2)
  })

  const recurring: [string, () => unknown][] = [
    ['throws', () => Promise.reject(new Error('x'))],
    ['returns no response', () => 'nothing'],
    [
      'answers only after the deadline',
      async () => {
        await new Promise((done) => setTimeout(done, 260))
        return new Response('late')
      },
    ],
  ]

  test.each(recurring)(
    'a route that %s: its error page without trying, one probe',
    async (_, act) => {
      const { piece, get, dispatch } = failing(route, '/own')
      piece.act = act
      await get(budget)
      await new Promise((done) => setTimeout(done, 100))
      expect(await get(3)).toBe('500 route:GET /own tiny fault')
      expect(piece.calls).toBe(budget)
      dispatch.time.now += coolDown
      await get(3)
      expect(piece.calls).toBe(budget + 1)
    },
  )

  test('a probe that answers with an HTTPException went well: it is an answer', async () => {
    const { piece, get, dispatch } = failing(route, '/own')
    await get(budget)
    dispatch.time.now += coolDown
    piece.act = () => {
      throw new HTTPException(401, { message: 'sign in' })
    }
    expect(await get(2)).toBe('401 whole sign in')
  })

  test('a view that is given up does not close a route, nor the other way round', async () => {
    const routes = new Hono().get('/own', (c) => c.text('own'))
    const { piece, get } = failing((act) => ({ views: { greeting: act }, routes }))
    await get(budget + 1)
    expect(piece.calls).toBe(budget)
    expect(await get(1, '/own')).toBe('200 whole own')
  })

  test('a broken base is never counted', async () => {
    const { get, dispatch } = failing(() => ({}), '/broken-base')
    expect(await get(budget * 3)).toMatch(/^503 whole/)
    expect(dispatch.openings).toEqual([])
    expect(dispatch.faults.map(({ seam }) => seam)).toEqual(Array(budget * 3).fill('platform'))
  })

  test('middleware that is given up stays closed: what it guards is not shown', async () => {
    const { piece, get } = failing((act) => new Hono().use(act).get('/', (c) => c.text('guarded')))
    expect(await get(budget + 5)).toBe('500 route:ALL /* tiny fault')
    expect(piece.calls).toBe(budget)
  })
})

import {
  defineEvent,
  type EventFields,
  type FieldValues,
  type Reason,
  type Scorer,
} from 'usher/kit'
import { testEvent, type TestEvent } from 'usher/kit/testing'
import { describe, expect, test } from 'vitest'
import { FAULT_KINDS, SECRET } from '../support/fault-kinds.ts'

// Who is recommended to whom by an event's own scorer, and by the base's where that fails.

const people = {
  ada: { seeks: ['ropes'], offers: ['sails'] },
  bob: { seeks: ['sails'], offers: ['ropes'] },
  cleo: { seeks: ['sails', 'tar'], offers: ['ropes'] },
  dora: { group: 'investors' },
}

const fair = (scorer?: unknown): Promise<TestEvent> =>
  testEvent(scorer === undefined ? defineEvent({}) : { scorer }, { people })

/** Whom a page recommends, best first. */
const shown = (page: string): (string | undefined)[] =>
  [...page.matchAll(/<article class="meeting">.*?dir="auto">(\w+) Example/gs)].map(
    ([, name]) => name,
  )

async function recommended(event: TestEvent, to = 'ada') {
  const answer = await event.as(to).get('/recommendations')
  const page = await answer.text()
  const degraded = answer.headers.get('usher-degraded')
  return { status: answer.status, degraded, page, names: shown(page) }
}

const byName: Scorer = (_me, { id, group }, { weights }) => ({
  score: group === 'investors' ? 1 : weights.size > 0 && id !== '' ? 0.25 : 0,
  reasons: [{ kind: 'own', words: { en: `Invests <here>`, de: 'Investiert hier' } }],
})

describe('an event’s own scorer', () => {
  test('puts people into its order, with its reasons in words', async () => {
    const event = await fair(byName)
    const { names, page, degraded } = await recommended(event)
    expect(names[0]).toBe('Dora')
    expect(new Set(names)).toEqual(new Set(['Bob', 'Cleo', 'Dora']))
    expect(page).toContain('Invests &lt;here&gt;')
    expect(degraded).toBeNull()
    expect(event.faults).toEqual([])
    // The test can see a difference: the base would not have her first.
    expect((await recommended(await fair())).names[0]).not.toBe('Dora')
  })

  test('says its reasons in the visitor’s language', async () => {
    const event = await testEvent(defineEvent({ scorer: byName }), { people, locale: 'de-DE' })
    expect((await recommended(event)).page).toContain('Investiert hier')
  })

  test('is not spoken of as tags, and nobody is asked to complete theirs', async () => {
    const own = (await recommended(await fair(byName), 'dora')).page
    expect(own).toContain('People who could suit you')
    expect(own).not.toContain('Complete my profile')
    expect(own).not.toContain('what you look for')
    // The base goes by tags, and she has none.
    const base = (await recommended(await fair(), 'dora')).page
    expect(base).toContain('Complete my profile')
  })

  test('cannot bring back whom somebody dismissed', async () => {
    const event = await fair(byName)
    const dismissed = await event
      .as('ada')
      .post('/recommendations', { dismiss: event.as('dora').id })
    expect(dismissed.status).toBe(303)
    expect(new Set((await recommended(event)).names)).toEqual(new Set(['Bob', 'Cleo']))
    expect((await recommended(event, 'dora')).names).not.toContain('Ada')
  })

  test('is told what scorers are told, and nothing else', async () => {
    const told: object[] = []
    const event = await fair((...args: [object, object, object]) => {
      told.push(...args)
      return { score: 0.5, reasons: [] }
    })
    await recommended(event)
    const keys = new Set(told.map((one) => Object.keys(one).toSorted().join(' ')))
    expect(keys).toEqual(new Set(['fields group id offers seeks', 'weights']))
    expect(event.faults).toEqual([])
  })

  test('leaves no trace in what others are recommended by', async () => {
    const event = await fair(
      (_: object, other: { seeks: string[] }, { weights }: { weights: Map<string, number> }) => {
        weights.clear()
        other.seeks.push('changed')
        return { score: 0.5, reasons: [] }
      },
    )
    const [own, base] = [await recommended(event), await recommended(await fair())]
    expect(event.faults.map(({ seam }) => seam)).toEqual(['scorer'])
    expect(own.names).toEqual(base.names)
    expect((await recommended(event, 'dora')).page).not.toContain('changed')
  })
})

const secret = { visibility: 'organisers', label: 'Budget', type: 'number' } as const
const fields = {
  stage: {
    type: 'choice',
    label: 'Stage',
    visibility: 'public',
    options: { seed: 'Seed', growth: 'Growth' },
  },
  sectors: { type: 'choices', label: 'Sectors', visibility: 'public', options: { ai: 'AI' } },
  line: { type: 'text', label: 'Direct line', visibility: 'contacts' },
  raising: { type: 'yes-no', label: 'Raising', visibility: 'public' },
  pitch: { type: 'text', label: 'Pitch', visibility: 'public', lines: true },
  budget: secret,
} as const satisfies EventFields

const ADA: FieldValues = {
  stage: 'seed',
  sectors: ['ai'],
  line: 'L-1',
  raising: true,
  pitch: 'We\nbuild.',
  budget: 70,
}
const BOB: FieldValues = { ...ADA, stage: 'growth', line: 'L-2', raising: false, budget: 7001 }

describe('what people say in the event’s own fields', () => {
  const guests = { ada: { fields: ADA }, bob: { fields: BOB }, cleo: {} }
  type Told = Parameters<Scorer>[0]
  const told: [Told, Told][] = []
  const listening: Scorer = (me, other) => {
    told.push([me, other])
    return { score: 0.5, reasons: [] }
  }
  const start = (scorer: Scorer) => testEvent(defineEvent({ fields, scorer }), { people: guests })

  test('is told to the scorer but for prose; what is not said is not there', async () => {
    const event = await start(listening)
    told.length = 0
    await recommended(event)
    const { pitch: _ours, ...ada } = ADA
    const { pitch: _theirs, ...bob } = BOB
    expect(told.find(([, { id }]) => id === event.as('bob').id)).toMatchObject([
      { fields: ada },
      { fields: bob },
    ])
    const [, cleo] = told.find(([, { id }]) => id === event.as('cleo').id) ?? []
    expect(cleo?.fields).toEqual({})
    expect(told.every(([me]) => !('pitch' in me.fields))).toBe(true)
    expect(event.faults).toEqual([])
  })

  test('counts at once when it changes, and not at all when the field is gone', async () => {
    const event = await start((_me, other) => ({
      score: other.fields['stage'] === 'growth' ? 0.9 : 0.1,
      reasons: [],
    }))
    expect((await recommended(event)).names).toEqual(['Bob', 'Cleo'])
    const profile = { name: 'Bob Example', listed: 'on', 'f.stage': 'seed' }
    expect((await event.as('bob').post('/me', profile)).status).toBe(303)
    const cleo = { name: 'Cleo Example', listed: 'on', 'f.stage': 'growth' }
    expect((await event.as('cleo').post('/me', cleo)).status).toBe(303)
    expect((await recommended(event)).names).toEqual(['Cleo', 'Bob'])
  })

  test('orders people by what organisers alone see, and is never a reason then', async () => {
    const scorer: Scorer = (me, { fields: their }) => ({
      score: 1 / (1 + Math.abs(Number(me.fields['budget'] ?? 0) - Number(their['budget'] ?? 0))),
      reasons: [
        ...Object.entries(their).map(([name, value]): Reason => {
          return { kind: 'own', words: `${name}=${String(value)}` }
        }),
        { kind: 'own', words: `mine=${String(me.fields['budget'])}` },
      ],
    })
    const event = await testEvent(defineEvent({ fields, scorer }), {
      people: { ...guests, dora: { fields: { budget: 7000, line: 'L-4' } } },
    })
    const { names, page } = await recommended(event, 'dora')
    expect(names.slice(0, 2)).toEqual(['Bob', 'Ada'])
    expect(page).toContain('stage=growth')
    // What is the visitor's own is theirs to read.
    expect(page).toContain('mine=7000')
    // Random ids hold digits, too.
    expect(page).not.toMatch(/budget=|line=|L-[12]|(?<![\da-f-])7001(?![\da-f-])|=70\b/)
    expect(event.faults).toEqual([])
  })

  test('is told to nobody whose reasons fail once they know less', async () => {
    const event = await start((_me, other) => {
      if (other.fields['budget'] === undefined && other.fields['stage'] !== undefined) {
        throw new Error(SECRET)
      }
      return { score: 1, reasons: [] }
    })
    const base = await recommended(await testEvent(defineEvent({ fields }), { people: guests }))
    const { degraded, names } = await recommended(event)
    expect(degraded).toBe('scorer')
    expect(new Set(names)).toEqual(new Set(base.names))
  })
})

const ODD: readonly (readonly [string, unknown])[] = [
  ['no number', { score: Number.NaN, reasons: [] }],
  ['more than 1', { score: 1.01, reasons: [] }],
  ['less than 0', { score: -0.01, reasons: [] }],
  ['without bound', { score: Infinity, reasons: [] }],
  ['a number in words', { score: '1', reasons: [] }],
  ['without reasons', { score: 1 }],
  ['with reasons that are none', { score: 1, reasons: SECRET }],
  ['with a reason that is a string', { score: 1, reasons: [SECRET] }],
  ['with a reason of no kind', { score: 1, reasons: [{ kind: SECRET }] }],
  ['with a tag that is none', { score: 1, reasons: [{ kind: 'tag', tag: 1 }] }],
  ['with words that are none', { score: 1, reasons: [{ kind: 'own', words: { en: 42 } }] }],
]

describe('a scorer that fails is answered for by the base’s, for the whole list, when it', () => {
  const kinds: readonly (readonly [string, unknown])[] = [
    ...FAULT_KINDS.map(({ name, happen }) => [name, happen] as const),
    ...ODD.map(([name, score]) => [`gives a score ${name}`, () => score] as const),
    ['is no function', { score: 1, reasons: [] }],
  ]
  test.each(kinds)('%s', async (_, scorer) => {
    const [event, base] = [await fair(scorer), await recommended(await fair())]
    const { status, degraded, names, page } = await recommended(event)
    expect({ status, degraded, names }).toEqual({
      status: 200,
      degraded: 'scorer',
      names: base.names,
    })
    expect(page).not.toMatch(/secret-of-the-module|undefined|\[object |NaN/)
    expect(event.faults.map(({ seam }) => seam)).toEqual(['scorer'])
  })

  test('fails only for the last one of many', async () => {
    let asked = 0
    const event = await fair(() => {
      if (++asked === 3) throw new Error(SECRET)
      return { score: 1, reasons: [] }
    })
    expect((await recommended(event)).names).toEqual((await recommended(await fair())).names)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { err, ok, type Result } from '../contract.ts'
import {
  resolveSettings,
  type SettingsLayer,
  type SettingsProblem,
  type SettingsSeam,
  unknownSettings,
} from './settings.ts'

interface Bar {
  readonly opens: number
  readonly closes: number
  readonly drinks: readonly string[]
  readonly prices: Readonly<Record<string, number>>
  readonly happy: { readonly from: number | null; readonly free: boolean }
}

const defaults: Bar = {
  opens: 9,
  closes: 18,
  drinks: ['tea'],
  prices: {},
  happy: { from: null, free: false },
}

const isHour = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 24

/** A bar opens before it closes, and every price is a positive number. */
function parse(input: unknown): Result<Bar, readonly SettingsProblem[]> {
  const bar = input as Bar
  const problems: SettingsProblem[] = []
  const refuse = (field: string): void => void problems.push({ field, message: 'Mend it.' })
  if (!isHour(bar.opens)) refuse('opens')
  if (!isHour(bar.closes)) refuse('closes')
  if (!Array.isArray(bar.drinks)) refuse('drinks')
  else bar.drinks.forEach((drink, i) => typeof drink === 'string' || refuse(`drinks.${i}`))
  const prices: unknown = bar.prices
  if (typeof prices !== 'object' || prices === null) refuse('prices')
  else {
    for (const [name, price] of Object.entries(prices)) {
      if (typeof price !== 'number' || price <= 0) refuse(`prices.${name}`)
    }
  }
  const happy: Readonly<Record<string, unknown>> | null = bar.happy
  if (typeof happy !== 'object' || happy === null) refuse('happy')
  else {
    if (happy['from'] !== null && !isHour(happy['from'])) refuse('happy.from')
    if (typeof happy['free'] !== 'boolean') refuse('happy.free')
    for (const name of Object.keys(happy)) {
      if (name !== 'from' && name !== 'free') refuse(`happy.${name}`)
    }
  }
  if (problems.length === 0 && bar.opens >= bar.closes) refuse('closes')
  return problems.length > 0 ? err(problems) : ok(bar)
}

const bar: SettingsSeam<Partial<Bar>, Bar> = { defaults, parse }

function resolve(...layers: unknown[]) {
  const problems: string[] = []
  const named: SettingsLayer[] = layers.map((settings, i) => ({ from: `layer ${i}`, settings }))
  const resolved = resolveSettings(bar, named, ({ field }, from) =>
    problems.push(`${field} of ${from}`),
  )
  const from = Object.fromEntries([...resolved.values].map(([path, value]) => [path, value.from]))
  return { settings: resolved.settings, from, problems }
}

describe('settings', () => {
  test('without layers are the defaults', () => {
    expect(resolve()).toEqual({
      settings: defaults,
      from: {
        opens: 'base',
        closes: 'base',
        drinks: 'base',
        prices: 'base',
        'happy.from': 'base',
        'happy.free': 'base',
      },
      problems: [],
    })
  })

  test('are laid over one another value by value; a list is one value', () => {
    const { settings, from, problems } = resolve(
      { opens: 8, prices: { tea: 2, milk: 3 }, drinks: ['tea', 'milk'] },
      { prices: { tea: 1 }, happy: { free: true }, drinks: ['water'] },
    )
    expect(settings).toEqual({
      ...defaults,
      opens: 8,
      drinks: ['water'],
      prices: { tea: 1, milk: 3 },
      happy: { from: null, free: true },
    })
    expect(from).toEqual({
      opens: 'layer 0',
      closes: 'base',
      drinks: 'layer 1',
      'prices.tea': 'layer 1',
      'prices.milk': 'layer 0',
      'happy.from': 'base',
      'happy.free': 'layer 1',
    })
    expect(problems).toEqual([])
  })

  test.each<[string, unknown, string[], Partial<Bar>]>([
    ['a wrong type', { opens: '8', closes: 20 }, ['opens of layer 0'], { closes: 20 }],
    [
      'a wrong part of a list',
      { drinks: ['tea', 5], opens: 8 },
      ['drinks.1 of layer 0'],
      { opens: 8 },
    ],
    [
      'a wrong part of a record',
      { prices: { tea: -1, milk: 2 } },
      ['prices.tea of layer 0'],
      { prices: { milk: 2 } },
    ],
    [
      'names with dots',
      { prices: { 'tea.green': -1, tea: 2 } },
      ['prices.tea.green of layer 0'],
      { prices: { tea: 2 } },
    ],
    ['what only the layer below is blamed for', { opens: 20 }, ['closes of layer 0'], {}],
    ['a text for a record', { happy: 'hour' }, ['happy of layer 0'], {}],
    ['null for a record', { prices: null }, ['prices of layer 0'], {}],
    ['a function', { opens: () => 8 }, ['opens of layer 0'], {}],
    ['a promise', { drinks: Promise.resolve(['tea']) }, ['drinks of layer 0'], {}],
    ['a date deep inside', { prices: { tea: new Date() } }, ['prices of layer 0'], {}],
    ['what is not a number', { opens: Number.NaN }, ['opens of layer 0'], {}],
    ['nothing', { opens: undefined }, [], {}],
    ['a layer that is none', 'settings', [], {}],
    ['a layer that is a list', [1], [], {}],
  ])('%s is left out, and the layer below answers', (_, layer, problems, changed) => {
    const resolved = resolve(layer)
    expect(resolved.settings).toEqual({ ...defaults, ...changed })
    expect(resolved.problems).toEqual(problems)
  })

  test('what throws when it is read, or has no end, is left out', () => {
    const endless: Record<string, unknown> = {}
    endless['tea'] = endless
    const throwing = Object.defineProperty({}, 'tea', {
      get: () => {
        throw Object.defineProperty({}, 'message', {
          get: () => {
            throw null
          },
        })
      },
      enumerable: true,
    })
    expect(resolve({ prices: endless }, { prices: throwing }).settings).toEqual(defaults)
    expect(resolve({ prices: endless }).problems).toEqual(['prices of layer 0'])
  })

  test('a value may close what cannot be read, where the layer below would allow more', () => {
    const guarded = {
      ...bar,
      closed: ([name, inner]: readonly string[]) =>
        name === 'prices' && inner !== undefined ? 1_000 : undefined,
    }
    const { settings } = resolveSettings(
      guarded,
      [{ from: 'x', settings: { prices: { tea: 'free' } } }],
      () => {},
    )
    expect(settings.prices).toEqual({ tea: 1_000 })
  })

  test('no name reaches a prototype', () => {
    const { settings, from } = resolve(JSON.parse('{"prices":{"__proto__":4,"constructor":5}}'))
    expect(Object.entries(settings.prices)).toEqual([
      ['__proto__', 4],
      ['constructor', 5],
    ])
    expect(from['prices.__proto__']).toBe('layer 0')
    expect(({} as Record<string, unknown>)['tea']).toBeUndefined()
  })

  test('that no feature has are named', () => {
    expect(unknownSettings({ opens: 8, opened: 9, constructor: 1 }, [bar])).toEqual(
      ['opened', 'constructor'].map((field) => ({
        field,
        message: 'There is no such setting. There are opens, closes, drinks, prices, happy.',
      })),
    )
  })
})

const hour = fc.oneof(fc.integer({ min: -3, max: 27 }), fc.constant('9'), fc.constant(null))
const layer = fc.record(
  {
    opens: hour,
    closes: hour,
    drinks: fc.oneof(fc.array(fc.oneof(fc.string(), fc.integer())), fc.anything()),
    prices: fc.oneof(
      fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.string())),
      fc.anything(),
    ),
    happy: fc.oneof(
      fc.record({ from: hour, free: fc.boolean() }, { requiredKeys: [] }),
      fc.anything(),
    ),
  },
  { requiredKeys: [] },
)

test('whatever the layers hold: the settings are valid, and each value is as its layer has it', () => {
  fc.assert(
    fc.property(fc.array(layer, { maxLength: 4 }), (layers) => {
      const named = layers.map((settings, i) => ({ from: `${i}`, settings }))
      const told: string[] = []
      const { settings, values } = resolveSettings(bar, named, ({ field }) => told.push(field))
      expect(parse(settings).ok).toBe(true)
      for (const [path, { value, from }] of values) {
        const source = from === 'base' ? defaults : layers[Number(from)]
        if (Object.keys(settings.prices).some((name) => name.includes('.'))) return
        const inSource = path
          .split('.')
          .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], source)
        expect(JSON.stringify(value)).toBe(JSON.stringify(inSource))
      }
      // Nothing is dropped in silence: a layer without problems is in force as a whole.
      const last = layers.at(-1)
      if (last !== undefined && told.length === 0) {
        for (const [name, value] of Object.entries(last)) {
          if (value === undefined) continue
          const isList = Array.isArray(value) || typeof value !== 'object' || value === null
          if (isList) expect(settings[name as keyof Bar]).toEqual(value)
        }
      }
    }),
  )
})

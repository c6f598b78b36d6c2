import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layFields } from './lay-fields.ts'

const volume = { type: 'number', label: { en: 'Import volume' }, visibility: 'public' }
const lay = (given: unknown) => {
  const { list, refused } = layFields(given)
  return {
    names: list.map(({ name }) => name),
    told: refused.map(([seam, error]) => `${seam} ${String(error).replace('TypeError: ', '')}`),
  }
}
/** What is said of one field. */
const said = (field: unknown): string => lay({ volume: field }).told[0] ?? ''

describe('fields', () => {
  test('of every type are taken as they are, in their order', () => {
    const common = { label: { en: 'Label', de: 'Name' }, visibility: 'contacts' }
    const options = { eu: { en: 'Europe' }, 'far-east': 'Asia' }
    const fields = {
      volume: { ...volume, unit: 't', min: 0, max: 1e6, filterable: true, required: true },
      licenceNo: { ...common, type: 'text', max: 20, lines: true, exported: false },
      market: { ...common, type: 'choice', options, hint: 'Where?' },
      'more-markets': { ...common, type: 'choices', options, max: 2 },
      since: { ...common, type: 'date', min: '2000-01-01', retention: 30 },
      nda: { ...common, type: 'yes-no', editable: false },
    }
    const { list, refused } = layFields(fields)
    expect(refused).toEqual([])
    expect(list).toEqual(Object.entries(fields).map(([name, field]) => ({ name, ...field })))
  })

  test.each<[string, string]>([
    ['', 'A field’s name'],
    ['Volume', 'A field’s name'],
    ['import volume', 'A field’s name'],
    ['volume.from', 'A field’s name'],
    ['volume-', 'A field’s name'],
    ['f'.repeat(61), 'A field’s name'],
    ['__proto__', 'A field’s name'],
    ['constructor', 'The base has a field'],
    ['prototype', 'The base has a field'],
    ['email', 'The base has a field'],
    ['externalId', 'The base has a field'],
    ['offerstext', 'The base has a field'],
  ])('cannot be called "%s"', (name, told) => {
    const given = JSON.parse(
      `{${JSON.stringify(name)}:${JSON.stringify(volume)},"size":${JSON.stringify(volume)}}`,
    ) as unknown
    const { names, told: problems } = lay(given)
    expect(names).toEqual(['size'])
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^field:${name} ${told}`))])
  })

  test('differ by more than capital letters', () => {
    expect(lay({ licenceNo: volume, licenceno: volume }).told).toEqual([
      'field:licenceno Another field has this name but for capital letters.',
    ])
  })

  test.each<[string, unknown, string]>([
    ['a text', 'volume', 'Give it a type'],
    ['null', null, 'Give it a type'],
    ['a function', () => volume, 'A field is plain data'],
    ['a promise', Promise.resolve(volume), 'A field is plain data'],
    ['no type', { ...volume, type: undefined }, 'type: Give it a type'],
    ['a type that there is not', { ...volume, type: 'colour' }, 'type: Give it a type'],
    ['no label', { ...volume, label: undefined }, 'label: '],
    ['a label that is markup', { ...volume, label: { en: {} } }, 'label: Give its words'],
    ['an empty label', { ...volume, label: {} }, 'label: Give its words'],
    ['a label in no language', { ...volume, label: { constructor: 'x' } }, 'label: Give its words'],
    ['a long label', { ...volume, label: 'x'.repeat(201) }, 'label: Keep it to 200'],
    ['no visibility', { ...volume, visibility: undefined }, 'visibility: '],
    ['a wrong visibility', { ...volume, visibility: 'all' }, 'visibility: Say who sees it'],
    ['a wrong flag', { ...volume, filterable: 'yes' }, 'filterable: Give true or false.'],
    ['what there is not', { ...volume, wanted: true }, 'wanted: a field of this type has no such'],
    ['what is another type’s', { ...volume, options: {} }, 'options: a field of this type has no'],
    ['NaN', { ...volume, min: Number.NaN }, 'A field is plain data'],
    ['bounds the wrong way round', { ...volume, min: 5, max: 4 }, 'min: 5 is more than max'],
    ['no options', { ...volume, type: 'choice', options: {} }, 'options: Give at least one'],
    [
      'an option’s id',
      { ...volume, type: 'choice', options: { '2027': 'x' } },
      'options.2027: An option’s id',
    ],
    [
      'an option’s words',
      { ...volume, type: 'choice', options: { eu: 5 } },
      'options.eu: Give its words',
    ],
    ['no date', { ...volume, type: 'date', min: '2027-02-30' }, 'min: Write a date'],
    ['retention', { ...volume, retention: -1 }, 'retention: Give a whole number'],
    [
      'required, not editable',
      { ...volume, required: true, editable: false },
      'Nobody can fill in',
    ],
  ])('say what is wrong: %s', (_, field, told) => {
    expect(said(field)).toMatch(new RegExp(`^field:volume ${told}`))
  })

  test('are no more than anybody fills in', () => {
    const many = Object.fromEntries(Array.from({ length: 42 }, (_, i) => [`field${i}`, volume]))
    const { names, told } = lay(many)
    expect(names).toHaveLength(40)
    expect(told).toHaveLength(2)
  })

  test.each([[null], ['fields'], [[volume]], [new Map()], [5]])('%j are none', (given) => {
    expect(lay(given)).toEqual({ names: [], told: ['field:* Give the fields by name.'] })
  })
})

test('whatever is given, nothing is thrown and what is taken is whole', () => {
  fc.assert(
    fc.property(
      fc.anything({ withNullPrototype: true, withDate: true, withMap: true }),
      (given) => {
        for (const field of layFields({ volume: given }).list)
          expect(field.type).toBeTypeOf('string')
        layFields(given)
      },
    ),
  )
})

import { describe, expect, test } from 'vitest'
import { importSchedule } from './import-schedule.ts'
import { sent } from './sample-schedule.ts'

const read = (file: string) => importSchedule(sent(file), 'json', { timeZone: 'Europe/Berlin' })
const inConference = (conference: unknown) => read(JSON.stringify({ schedule: { conference } }))
const inHall = (event: object) => {
  const complete = { id: 1, title: 'A', date: '2027-03-27T09:00:00+01:00', duration: '01:00' }
  return inConference({ days: [{ rooms: { 'Hall "A"': [{ ...complete, ...event }] } }] })
}

describe('what only JSON can get wrong', () => {
  test.each([
    ['[]', 'schedule', 'found nothing, expected an object'],
    ['"schedule"', 'schedule', 'found nothing, expected an object'],
    ['{"programme":{}}', 'schedule', 'found nothing, expected an object'],
    ['{"schedule":[]}', 'schedule', 'found a list, expected an object'],
    ['{"schedule":{}}', 'schedule.conference', 'found nothing, expected an object'],
  ])('%s is refused', async (file, where, message) => {
    const error = { tag: 'schedule-invalid', where, message }
    expect(await read(file)).toEqual({ ok: false, error })
  })

  test.each([
    [{}, 'schedule.conference.days', 'found nothing, expected a list'],
    [{ days: [3] }, 'schedule.conference.days[0]', 'found a number, expected an object'],
    [{ days: [{}] }, 'schedule.conference.days[0].rooms', 'found nothing, expected an object'],
    [
      { days: [{ rooms: { A: {} } }] },
      'schedule.conference.days[0].rooms["A"]',
      'found an object, expected a list',
    ],
    [
      { days: [{ rooms: {} }, { rooms: { A: [null] } }] },
      'schedule.conference.days[1].rooms["A"][0]',
      'found nothing, expected an object',
    ],
    [
      { days: [], rooms: [{ name: {} }] },
      'schedule.conference.rooms[0].name',
      'found an object, expected text',
    ],
  ])('a conference of %j is refused', async (conference, where, message) => {
    const error = { tag: 'schedule-invalid', where, message }
    expect(await inConference(conference)).toEqual({ ok: false, error })
  })

  test('a title that is not text is refused with its path', async () => {
    expect(await inHall({ title: { en: 'A' } })).toEqual({
      ok: false,
      error: {
        tag: 'schedule-invalid',
        where: 'schedule.conference.days[0].rooms["Hall \\"A\\""][0].title',
        message: 'found an object, expected text',
      },
    })
  })

  test('persons that are no list are refused', async () => {
    expect(await inHall({ persons: 'Ana Cruz' })).toMatchObject({
      ok: false,
      error: {
        where: expect.stringMatching(/persons$/),
        message: 'found a string, expected a list',
      },
    })
  })

  test('an escaped control character is refused', async () => {
    expect(await inHall({ title: 'A\u0000' })).toMatchObject({
      ok: false,
      error: { message: 'found the control character U+0000, expected text' },
    })
  })

  test('half a surrogate pair is refused', async () => {
    expect(await inHall({ title: 'A \ud83d' })).toMatchObject({
      ok: false,
      error: { message: 'found half of a character, expected text' },
    })
  })

  test('broken JSON is refused with its line', async () => {
    expect(await read('{\n"schedule": {\n  version: 1\n}}')).toMatchObject({
      ok: false,
      error: { tag: 'schedule-unreadable', where: 'line 3' },
    })
  })

  test('bytes that are not UTF-8 are refused with their line', async () => {
    const bytes = new TextEncoder().encode('{\n"a": "é",\n"b": "é?"}')
    bytes[bytes.indexOf('?'.charCodeAt(0))] = 0xff
    for (const chunk of [1, 2, 3, 7, 100]) {
      expect(await importSchedule(sent(bytes, chunk), 'json', { timeZone: 'UTC' })).toMatchObject({
        ok: false,
        error: { where: 'line 3' },
      })
    }
  })

  test('a small file that unfolds into very many objects is too big', async () => {
    expect(await read(`{"schedule":[${'{},'.repeat(300_000)}{}]}`)).toEqual({
      ok: false,
      error: {
        tag: 'schedule-too-big',
        where: 'file',
        message: 'found more than 500000 objects and values',
      },
    })
  })

  test('a key named __proto__ is a key like any other', async () => {
    const rooms =
      '{"__proto__":[{"id":1,"title":"A","date":"2027-03-27T09:00Z","duration":"1:00"}]}'
    const result = await read(`{"schedule":{"conference":{"days":[{"rooms":${rooms}}]}}}`)
    expect(result.ok && result.value.sessions[0]?.room).toBe('__proto__')
    expect('title' in Object.prototype).toBe(false)
  })
})

describe('what tools write differently', () => {
  test.each(['public_name', 'full_public_name', 'full_display_name', 'name'])(
    'a speaker is named by %s',
    async (key) => {
      const result = await inHall({ persons: [{ code: 'ABC', [key]: 'Ana Cruz' }] })
      expect(result.ok && result.value.sessions[0]?.speakers).toEqual([
        { id: 'ABC', name: 'Ana Cruz' },
      ])
    },
  )

  test('a speaker without any id goes by the name', async () => {
    const result = await inHall({ persons: [{ name: 'Ana Cruz' }] })
    expect(result.ok && result.value.sessions[0]?.speakers[0]?.id).toBe('Ana Cruz')
  })

  test('rooms come in the order of the conference, used or not', async () => {
    const result = await inConference({
      rooms: [{ name: 'Attic' }, { name: 'Cellar' }],
      days: [{ rooms: { Yard: [], Cellar: [] } }],
    })
    expect(result.ok && result.value.rooms).toEqual(['Attic', 'Cellar', 'Yard'])
  })

  test('a number is an id and a version, and no version is null', async () => {
    const result = await inHall({ id: 12 })
    expect(result.ok && result.value.sessions[0]?.id).toBe('12')
    expect(result.ok && result.value.version).toBeNull()
  })
})

import { describe, expect, test } from 'vitest'
import { importSchedule } from './import-schedule.ts'
import type { ImportLimits } from './import-limits.ts'
import { sampleFile, sent, type SampleDay, type SampleEvent } from './sample-schedule.ts'

const timeZone = 'Asia/Manila'

describe.each(['json', 'xml'] as const)('a programme in %s', (format) => {
  const read = (events: SampleEvent[], day?: SampleDay, limits: Partial<ImportLimits> = {}) =>
    importSchedule(sent(sampleFile(format, events, day)), format, { timeZone, limits })
  const session = async (event: SampleEvent, day?: SampleDay) => {
    const result = await read([event], day)
    if (!result.ok) throw new Error(`${result.error.where}: ${result.error.message}`)
    return result.value.sessions[0]
  }
  const refusal = async (
    events: SampleEvent[],
    day?: SampleDay,
    limits?: Partial<ImportLimits>,
  ) => {
    const result = await read(events, day, limits)
    return result.ok ? null : result.error
  }

  /** The place of a part of the first event, as this format names it. */
  const place = (part: string) =>
    format === 'json'
      ? `schedule.conference.days[0].rooms["Hall A"][0].${part}`
      : expect.stringMatching(`^line \\d+: event\\[guid="aaaa-1"\\] > ${part}$`)

  test('is imported with every field it has', async () => {
    const event: SampleEvent = {
      title: '  Roads & <ropes>  ',
      subtitle: 'A story',
      abstract: 'Short.\n\nAnd long.',
      description: 'Not used',
      track: 'Web',
      type: 'talk',
      language: 'pt_br',
      persons: [
        { id: '7', name: '山本 葵 (Aoi Yamamoto)' },
        { id: '8', name: 'Omar Said' },
      ],
    }
    const result = await read([event])
    expect(result).toEqual({
      ok: true,
      value: {
        version: '1.2',
        rooms: ['Hall A'],
        sessions: [
          {
            id: 'aaaa-1',
            title: 'Roads & <ropes>',
            subtitle: 'A story',
            abstract: 'Short.\n\nAnd long.',
            start: Date.UTC(2027, 1, 26, 1),
            duration: 45,
            room: 'Hall A',
            track: 'Web',
            kind: 'talk',
            language: 'pt-BR',
            speakers: [
              { id: '7', name: '山本 葵 (Aoi Yamamoto)' },
              { id: '8', name: 'Omar Said' },
            ],
          },
        ],
      },
    })
  })

  test('without sessions is an empty programme', async () => {
    const result = await read([])
    expect(result).toEqual({
      ok: true,
      value: { version: '1.2', rooms: ['Hall A'], sessions: [] },
    })
  })

  test('blank fields count as none', async () => {
    const blank = { subtitle: ' ', abstract: '\n ', track: ' ', type: '', language: ' ' }
    expect(await session(blank)).toMatchObject({
      subtitle: '',
      abstract: '',
      track: null,
      kind: null,
      language: null,
      speakers: [],
    })
  })

  test('the description stands in for a missing abstract', async () => {
    expect((await session({ abstract: '  ', description: 'The long one' }))?.abstract).toBe(
      'The long one',
    )
  })

  test('an event without a guid goes by its id', async () => {
    expect((await session({ guid: null, id: '42' }))?.id).toBe('42')
  })

  test('a room of its own wins over the room it is listed under', async () => {
    const result = await read([{ room: 'Hall B' }])
    expect(result.ok && result.value.sessions[0]?.room).toBe('Hall B')
    expect(result.ok && result.value.rooms).toEqual(['Hall A', 'Hall B'])
  })

  test('a date with an offset decides, whatever start and time zone say', async () => {
    const event = { date: '2027-02-26T09:00:00-05:00', start: '23:00' }
    expect((await session(event))?.start).toBe(Date.UTC(2027, 1, 26, 14))
  })

  test.each([
    { what: 'a date without an offset', date: '2027-02-26T10:00:00', start: '23:00' },
    { what: 'a date without a time and a start', date: '2027-02-26', start: '10:00' },
    { what: 'no date and a start', date: null, start: '10:00' },
  ])('$what is read in the time zone of the event', async ({ date, start }) => {
    expect((await session({ date, start }))?.start).toBe(Date.UTC(2027, 1, 26, 2))
  })

  test('a start before the day begins is after midnight', async () => {
    const day = { date: '2027-02-26', start: '2027-02-26T06:00:00+08:00' }
    expect((await session({ date: null, start: '00:30' }, day))?.start).toBe(
      Date.UTC(2027, 1, 26, 16, 30),
    )
  })

  test.each(['00:01', '24:00'])('a duration of %s is accepted', async (duration) => {
    expect((await session({ duration }))?.duration).toBe(duration === '24:00' ? 1440 : 1)
  })

  test.each(['00:00', '24:01', '99:00', '45', '1:00:00', '00:75', '-1:00', 'half an hour'])(
    'a duration of %s is refused and named',
    async (duration) => {
      expect(await refusal([{ duration }])).toEqual({
        tag: 'schedule-invalid',
        where: place('duration'),
        message: `found "${duration}", expected HH:MM from 00:01 to 24:00`,
      })
    },
  )

  test.each(['yesterday', '2027-02-30T09:00:00+08:00', '2027-02-26T25:00:00Z', '26.02.2027'])(
    'a date of %s is refused and named',
    async (date) => {
      expect(await refusal([{ date }])).toMatchObject({
        tag: 'schedule-invalid',
        where: place('date'),
        message: expect.stringContaining(`found "${date}", expected a date and time`),
      })
    },
  )

  test('a session without any date is refused and named', async () => {
    expect(await refusal([{ date: null }], { date: '' })).toMatchObject({
      tag: 'schedule-invalid',
      where: place('date'),
      message: expect.stringContaining('found nothing, nor a date of the day'),
    })
  })

  test('a session without a date and a start is refused and named', async () => {
    expect(await refusal([{ date: null, start: null }])).toMatchObject({
      tag: 'schedule-invalid',
      where: place('start'),
      message: 'found nothing, expected a time of day such as 09:30',
    })
  })

  test('a session without a title is refused and named', async () => {
    expect(await refusal([{ title: ' ' }])).toEqual({
      tag: 'schedule-invalid',
      where: place('title'),
      message: 'found nothing, expected a title',
    })
  })

  test('a session without a room is refused and named', async () => {
    const error = await refusal([{}], { room: '' })
    expect(error?.where).toMatch(/room$/)
    expect(error?.message).toBe('found nothing, expected the name of a room')
  })

  test('a session without guid and id is refused', async () => {
    expect(await refusal([{ guid: null, id: null }])).toMatchObject({
      tag: 'schedule-invalid',
      message: 'found neither a guid nor an id, expected one of them',
    })
  })

  test('a second session with the same id is refused, and the first is named', async () => {
    const error = await refusal([{}, { title: 'Another' }])
    expect(error?.tag).toBe('schedule-invalid')
    expect(error?.message).toMatch(/^found the id "aaaa-1" again, first used at \S/)
    expect(error?.message).not.toContain(error?.where)
  })

  test('a speaker without a name is refused', async () => {
    expect(await refusal([{ persons: [{ id: '1', name: ' ' }] }])).toMatchObject({
      tag: 'schedule-invalid',
      message: 'found no name, expected the name of the person',
    })
  })

  test('a language that is no tag is refused and named', async () => {
    expect(await refusal([{ language: 'de/en' }])).toMatchObject({
      where: place('language'),
      message: 'found "de/en", expected a language tag such as "en"',
    })
  })

  test('an unknown time zone in the file is refused', async () => {
    const error = await refusal([{}], { zone: 'Mars/Olympus' })
    expect(error?.where).toMatch(/time_zone_name$/)
    expect(error?.message).toContain('found "Mars/Olympus", expected a time zone')
  })

  test('an unknown time zone of the event is refused', async () => {
    const body = sent(sampleFile(format, [{}]))
    expect(await importSchedule(body, format, { timeZone: 'Nowhere' })).toMatchObject({
      ok: false,
      error: { tag: 'schedule-invalid', where: "the event's time zone" },
    })
  })

  test.each([
    { limits: { sessions: 1 }, message: 'found more than 1 sessions' },
    { limits: { bytes: 300 }, message: 'found more than 300 bytes' },
    { limits: { rooms: 0 }, message: 'found more than 0 rooms' },
    { limits: { speakers: 1 }, message: 'found 2 persons, expected at most 1' },
    { limits: { textLength: 10 }, message: 'found 12 characters, expected at most 10' },
    { limits: { lineLength: 12 }, message: 'found 13 characters, expected at most 12' },
  ])('more than $limits is too big', async ({ limits, message }) => {
    const persons = ['1', '2'].map((id) => ({ id, name: 'Ana Cruz' }))
    const event = { persons, abstract: 'Twelve chars', title: 'Thirteen char' }
    const error = await refusal([event, { guid: 'aaaa-2' }], { zone: 'UTC' }, limits)
    expect(error).toMatchObject({ tag: 'schedule-too-big', message })
  })

  test('a byte order mark is accepted', async () => {
    const body = sent(`\uFEFF${sampleFile(format, [{}])}`, 1)
    expect((await importSchedule(body, format, { timeZone })).ok).toBe(true)
  })

  test('bytes that are not UTF-8 are refused', async () => {
    const bytes = new TextEncoder().encode(sampleFile(format, [{ title: 'M?nchen' }]))
    bytes[bytes.indexOf('?'.charCodeAt(0), 80)] = 0xfc
    const result = await importSchedule(sent(bytes), format, { timeZone })
    expect(result).toMatchObject({
      ok: false,
      error: { tag: 'schedule-unreadable', message: 'found bytes that are not UTF-8' },
    })
  })

  test('a NUL character is refused', async () => {
    const file = sampleFile(format, [{ title: 'A ? B' }]).replace('A ? B', 'A \0 B')
    expect(await importSchedule(sent(file), format, { timeZone })).toMatchObject({
      ok: false,
      error: { tag: 'schedule-unreadable', message: 'found a NUL character' },
    })
  })

  test('a file that breaks off anywhere is refused', async () => {
    const file = sampleFile(format, [{}]).trimEnd()
    for (let length = 0; length < file.length; length++) {
      const result = await importSchedule(sent(file.slice(0, length)), format, { timeZone })
      expect(result.ok ? length : result.error.tag).toBe('schedule-unreadable')
    }
  })

  test('an upload that fails is refused', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error('connection lost')),
    })
    expect(await importSchedule(body, format, { timeZone })).toMatchObject({
      ok: false,
      error: { tag: 'schedule-unreadable', where: 'file' },
    })
  })

  test('a sender is told to stop once the file is refused', async () => {
    let cancelled = false
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(100_000).fill(32)),
      cancel: () => {
        cancelled = true
      },
    })
    const result = await importSchedule(body, format, { timeZone })
    expect(result).toMatchObject({ ok: false, error: { tag: 'schedule-too-big' } })
    expect(cancelled).toBe(true)
  })
})

import { EVENT_FIELDS, type EventField } from './raw-event.ts'

/** For tests: an event that both file formats can write. A field set to null is left out. */
export type SampleEvent = Partial<Record<EventField | 'guid' | 'id', string | null>> & {
  readonly persons?: readonly { readonly id: string; readonly name: string }[]
}

/** For tests: one day and the room its events are listed under. */
export interface SampleDay {
  readonly date?: string
  readonly start?: string
  readonly room?: string
  readonly zone?: string
}

const complete: SampleEvent = {
  guid: 'aaaa-1',
  id: '1',
  date: '2027-02-26T09:00:00+08:00',
  start: '09:00',
  duration: '00:45',
  title: 'A talk',
}

export const sampleFile = (
  format: 'json' | 'xml',
  events: readonly SampleEvent[],
  day: SampleDay = {},
): string => {
  const filled = events.map((event) => ({ ...complete, ...event }))
  const whole = { date: '2027-02-26', start: '', room: 'Hall A', zone: 'Asia/Manila', ...day }
  return format === 'json' ? jsonFile(filled, whole) : xmlFile(filled, whole)
}

const jsonFile = (events: readonly SampleEvent[], day: Required<SampleDay>): string =>
  JSON.stringify({
    schedule: {
      version: '1.2',
      conference: {
        title: 'A fair',
        time_zone_name: day.zone,
        days: [
          { date: day.date, day_start: day.start, rooms: { [day.room]: events.map(jsonEvent) } },
        ],
      },
    },
  })

const jsonEvent = ({ persons = [], ...event }: SampleEvent): unknown => ({
  ...event,
  persons: persons.map(({ id, name }) => ({ id, public_name: name })),
})

const xmlFile = (events: readonly SampleEvent[], day: Required<SampleDay>): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<schedule>
  <version>1.2</version>
  <conference><title>A fair</title><time_zone_name>${day.zone}</time_zone_name></conference>
  <day index="1" date="${day.date}" start="${day.start}">
    <room name="${day.room}">${events.map(xmlEvent).join('')}
    </room>
  </day>
</schedule>
`

const xmlEvent = (event: SampleEvent): string => {
  const fields = EVENT_FIELDS.filter((field) => typeof event[field] === 'string')
  const persons = event.persons ?? []
  const lines = [
    ...fields.map((field) => `<${field}>${escape(event[field] ?? '')}</${field}>`),
    '<persons>',
    ...persons.map(({ id, name }) => `  <person id="${id}">${escape(name)}</person>`),
    '</persons>',
  ]
  return `
      <event${attribute('guid', event.guid)}${attribute('id', event.id)}>
        ${lines.join('\n        ')}
      </event>`
}

const attribute = (name: string, value: string | null | undefined): string =>
  value === null || value === undefined ? '' : ` ${name}="${escape(value)}"`

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** For tests: the file as it is sent, in chunks of the given number of bytes. */
export const sent = (file: string | Uint8Array, chunk = 1000): ReadableStream<Uint8Array> => {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  let at = 0
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(bytes.subarray(at, at + chunk))
      at += chunk
    },
  })
}

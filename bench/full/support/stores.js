// Every store answers the same programme of twelve sessions, at once: what is measured is what stands
// above the stores.

const sessions = Array.from({ length: 12 }, (_, number) => ({
  id: `s${number}`,
  title: `Session ${number}`,
  subtitle: '',
  abstract: '',
  start: Date.UTC(2027, 1, 26, 1 + number),
  duration: 45,
  room: number % 2 === 0 ? 'Hall A' : 'Hall B',
  track: 'Main',
  kind: null,
  language: null,
  speakers: [{ id: `p${number}`, name: `Speaker ${number}` }],
}))

const schedule = { version: '1', rooms: ['Hall A', 'Hall B'], sessions }
const published = { version: 1, data: { 'agenda.read-schedule': { shape: 1, value: schedule } } }

const replyTo = (value) => ({ ok: true, value: JSON.stringify(value) })
const read = replyTo(schedule)
const all = replyTo(published)

// Nothing is in KV here: what an event has published is asked of its store, and then remembered.
const stub = { call: ({ name }) => Promise.resolve(name === 'store.published' ? all : read) }

export default () => ({ idFromName: (name) => name, get: () => stub })

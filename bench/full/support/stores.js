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

const reply = {
  ok: true,
  value: JSON.stringify({ version: '1', rooms: ['Hall A', 'Hall B'], sessions }),
}

const stub = { call: () => Promise.resolve(reply) }

export default () => ({ idFromName: (name) => name, get: () => stub })

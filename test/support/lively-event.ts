import { replaceSchedule } from '../../src/base/agenda/store.ts'
import { bookingPlan, tables } from '../../src/base/meetings/booking-plan.ts'
import { configureBooking } from '../../src/base/meetings/configure.ts'
import { defaultBookingSettings } from '../../src/base/meetings/settings.ts'
import type { PersonRecord } from '../../src/base/people/person.ts'
import { importPeople } from '../../src/base/people/store.ts'
import { type EventDoor, mailTo, signIn, type SignedIn } from './event-door.ts'
import { invented } from './people.ts'
import { programme } from './programme.ts'
import { readForms } from './read-forms.ts'
import { openPages, type Site, siteOf } from './site-map.ts'

/**
 * An event in the middle of its life, for tests of what people may see: ada, bob, hal, dora, finn and
 * eve have meetings in every state, badges, feeds, links and mails. hal is no longer listed, eve is
 * erased. cleo is listed, uma is not; neither has anything to do with the others.
 */
export interface LivelyEvent {
  readonly door: EventDoor
  readonly guests: ReadonlyMap<string, SignedIn>
  /** What opens nothing for cleo and uma: what it is → the id. */
  readonly hidden: ReadonlyMap<string, string>
  /** What opens one door for whoever has it: what it is → the id. */
  readonly keys: ReadonlyMap<string, string>
  /** Words that only those they concern may read. */
  readonly words: readonly string[]
}

const NAMES = ['ada', 'bob', 'hal', 'dora', 'finn', 'eve', 'cleo', 'uma'] as const
const TAGS = ['pumps', 'valves', 'welding', 'cranes'].map((id) => ({ id, label: `Tag ${id}` }))
const GROUPS = [
  { id: 'all', label: 'Everybody' },
  { id: 'others', label: 'The others' },
]

const mailOf = (name: string): string => `${name}.q7mail@people.example`

const person = (name: string, different: Partial<PersonRecord> = {}): PersonRecord =>
  invented(name, {
    email: mailOf(name),
    phone: `q7phone${name}`,
    bio: `Years of it.\nAnd ${name}’s own words.`,
    offers: ['pumps', 'welding'],
    seeks: ['cranes'],
    seeksText: 'A crane or two',
    group: name === 'dora' ? 'others' : 'all',
    ...different,
  })

/** Those whose name and words nobody may find. */
const unlisted = (name: string): PersonRecord =>
  person(name, {
    name: `Q7name${name} Muster`,
    organisation: `Q7works${name}`,
    bio: `q7bio${name}`,
    listed: false,
  })

/** Fills an event that nobody has used yet. */
export async function enliven(
  door: EventDoor,
  more: readonly PersonRecord[] = [],
): Promise<LivelyEvent> {
  await prepare(door, more)
  const guests = new Map<string, SignedIn>()
  for (const name of NAMES) guests.set(name, await signIn(door, mailOf(name)))
  const crowd = new Crowd(door, guests)
  const meetings = await holdMeetings(crowd)
  const hidden = new Map<string, string>(meetings)
  const keys = new Map<string, string>()
  for (const name of NAMES) await crowd.badge(name)
  for (const name of ['hal', 'eve']) hidden.set(`${name}, a person`, crowd.guest(name).id)
  await crowd.post('dora', `/badge/${await crowd.badge('hal')}`, {})
  await crowd.agree('bob')
  for (const name of ['ada', 'eve'] as const) {
    const of = name === 'ada' ? keys : hidden
    const { session, cookie } = crowd.guest(name)
    hidden.set(`session of ${name}`, session)
    hidden.set(`secret of ${name}’s session`, cookie.split('=')[1] ?? '')
    hidden.set(`badge of ${name}, renewed`, await crowd.badge(name))
    await crowd.post(name, '/badge/renew', {})
    of.set(`badge of ${name}`, await crowd.badge(name))
    hidden.set(`feed of ${name}, given up`, await crowd.feed(name))
    of.set(`feed of ${name}`, await crowd.feed(name))
    const link = await crowd.link(name)
    await door.send(`/sign-in/${link}`, { form: {} })
    hidden.set(`link of ${name}, used`, link)
    of.set(`link of ${name}`, await crowd.link(name))
    of.set(`mail secret of ${name}`, await crowd.mailSecret(name))
  }
  const list = { groups: GROUPS, tags: TAGS, people: [unlisted('hal')] }
  await door.store.write(importPeople, list, crypto.randomUUID())
  await crowd.post('eve', '/me/privacy/erase', {})
  const words = [
    ...NAMES.slice(0, -2).flatMap((name) => [mailOf(name), `q7phone${name}`]),
    ...['hal', 'eve'].flatMap((name) => [`Q7name${name}`, `Q7works${name}`, `q7bio${name}`]),
    'q7letter',
  ]
  return { door, guests, hidden, keys, words }
}

async function prepare({ store, tenant }: EventDoor, more: readonly PersonRecord[]): Promise<void> {
  const people = NAMES.map((name) =>
    name === 'uma' || name === 'eve' ? unlisted(name) : person(name),
  )
  const list = { groups: GROUPS, tags: TAGS, people: [...people, ...more] }
  await store.write(importPeople, { ...list, people: list.people.map(forNow) }, 'people')
  const plan = bookingPlan(tenant, defaultBookingSettings, tables(3))
  if (!plan.ok) throw new Error('no plan')
  await store.write(configureBooking, plan.value, 'plan')
  await store.write(replaceSchedule, programme(['Opening', 'A talk', 'Closing']), 'programme')
}

/** eve is asked for meetings before she is gone. */
const forNow = (of: PersonRecord): PersonRecord =>
  of.externalId === 'eve' ? { ...of, listed: true } : of

/** All that is open to those whom it concerns, and to nobody in particular. */
export async function crawl({ door, guests, hidden, keys }: LivelyEvent): Promise<Site> {
  const people = Array.from(guests.values(), ({ id }) => id)
  const ids = [...people, ...hidden.values(), ...keys.values()]
  const pages = await openPages(door, undefined, ids, true)
  for (const name of OWNERS) {
    pages.push(...(await openPages(door, guests.get(name)?.cookie, ids, true)))
  }
  return siteOf(pages)
}

const OWNERS = ['ada', 'bob', 'hal', 'dora', 'finn']

/** What people do, as their browsers send it. */
class Crowd {
  readonly door: EventDoor
  readonly #guests: ReadonlyMap<string, SignedIn>

  constructor(door: EventDoor, guests: ReadonlyMap<string, SignedIn>) {
    this.door = door
    this.#guests = guests
  }

  guest(name: string): SignedIn {
    const found = this.#guests.get(name)
    if (found === undefined) throw new Error(`${name} is not there`)
    return found
  }

  async get(name: string, path: string): Promise<string> {
    return (await this.door.send(path, { cookie: this.guest(name).cookie })).body
  }

  /** Sends a form, which has to work; answers where it leads, or the page. */
  async post(name: string, path: string, form: Record<string, string>): Promise<string> {
    const { status, headers, body } = await this.door.send(path, {
      cookie: this.guest(name).cookie,
      form,
    })
    if (status !== 303 && status !== 200) throw new Error(`${name}: ${path} answers ${status}`)
    return headers.get('location') ?? body
  }

  /** Asks for a meeting on the event's first day; answers its id. */
  async ask(from: string, to: string, time: string | null): Promise<string> {
    const slot = time === null ? '' : `${this.door.tenant.starts}T${time}`
    const form = { slot, message: `q7letter of ${from} to ${to}` }
    const led = await this.post(from, `/people/${this.guest(to).id}/meeting`, form)
    return led.split('#m-')[1] ?? ''
  }

  act(name: string, meeting: string, action: string): Promise<string> {
    return this.post(name, `/meetings/${meeting}`, { action })
  }

  /** Ticks every consent that is asked for. */
  async agree(name: string): Promise<void> {
    for (const { action, fields } of readForms(await this.get(name, '/me/privacy'))) {
      const form = Object.fromEntries(fields.map((field) => [field.name, field.value]))
      await this.post(name, action, form)
    }
  }

  async badge(name: string): Promise<string> {
    return /\/badge\/([\w-]{22})"/.exec(await this.get(name, '/badge'))?.[1] ?? ''
  }

  /** A new feed in the place of the one before; answers its secret. */
  async feed(name: string): Promise<string> {
    const page = await this.post(name, '/schedule/calendar', { action: 'make' })
    return /\/calendar\/([\w-]{43})\.ics/.exec(page)?.[1] ?? ''
  }

  /** The secret of a link that was mailed just now. */
  async link(name: string): Promise<string> {
    const before = this.door.mails.length
    await this.door.send('/sign-in', { form: { email: mailOf(name) } })
    const mail = await mailTo(this.door, mailOf(name), '/sign-in/', before)
    return /\/sign-in\/([\w-]{43})/.exec(mail.text)?.[1] ?? ''
  }

  async mailSecret(name: string): Promise<string> {
    const mail = await mailTo(this.door, mailOf(name), '/mails/')
    return /\/mails\/([\w-]+)\//.exec(mail.text)?.[1] ?? ''
  }
}

/** Meetings in every state; what each is → its id. */
async function holdMeetings(crowd: Crowd): Promise<[string, string][]> {
  const confirmed = await crowd.ask('ada', 'bob', '10:00')
  await crowd.act('bob', confirmed, 'accept')
  const pending = await crowd.ask('ada', 'hal', '10:20')
  const proposed = await crowd.ask('bob', 'hal', '10:40')
  await crowd.act('hal', proposed, 'accept')
  const slot = `${crowd.door.tenant.starts}T11:00`
  await crowd.post('bob', `/meetings/${proposed}/time`, { slot })
  const anyTime = await crowd.ask('dora', 'ada', null)
  const declined = await crowd.ask('dora', 'bob', '11:20')
  await crowd.act('bob', declined, 'decline')
  const erased = await crowd.ask('ada', 'eve', '11:40')
  await crowd.act('eve', erased, 'accept')
  const cancelled = await crowd.ask('bob', 'dora', '12:00')
  await crowd.act('dora', cancelled, 'accept')
  await crowd.act('bob', cancelled, 'cancel')
  const clashing = await crowd.ask('finn', 'ada', '14:10')
  const over = await crowd.ask('dora', 'finn', '14:10')
  await crowd.act('finn', over, 'accept')
  await shift(crowd.door, over)
  return Object.entries({
    'a confirmed meeting': confirmed,
    'a pending request': pending,
    'a meeting that may move': proposed,
    'a request of any time': anyTime,
    'a declined request': declined,
    'a meeting with an erased person': erased,
    'a cancelled meeting': cancelled,
    'a request that clashes': clashing,
    'a meeting that is over': over,
  })
}

const DAY = 24 * 60 * 60_000

/** Moves a meeting into the past: time passes. */
export async function shift(door: EventDoor, meeting: string): Promise<void> {
  const start = Date.now() - DAY
  const end = start + 20 * 60_000
  await door.sql(
    'UPDATE meetings_meetings SET start = ?, "end" = ? WHERE id = ?',
    start,
    end,
    meeting,
  )
  await door.sql(
    'UPDATE meetings_bookings SET start = ?, "end" = ? WHERE meeting = ?',
    start,
    end,
    meeting,
  )
}

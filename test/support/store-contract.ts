import { describe, expect, test } from 'vitest'
import type { Schedule } from '../../src/base/agenda/schedule.ts'
import { readSchedule, replaceSchedule } from '../../src/base/agenda/store.ts'
import { actOnMeeting } from '../../src/base/meetings/act.ts'
import { bookingPlan, tables } from '../../src/base/meetings/booking-plan.ts'
import { configureBooking } from '../../src/base/meetings/configure.ts'
import { listMeetings } from '../../src/base/meetings/lists.ts'
import { requestMeeting } from '../../src/base/meetings/request.ts'
import { defaultBookingSettings } from '../../src/base/meetings/settings.ts'
import { importPeople } from '../../src/base/people/store.ts'
import { newSession } from '../../src/base/sign-in/session.ts'
import { openSession } from '../../src/base/sign-in/store.ts'
import { type Store, SYSTEM, type Tenant, type Viewer } from '../../src/contract.ts'
import { invented } from './people.ts'
import { tenant } from './tenants.ts'

export const schedule = (titles: readonly string[]): Schedule => ({
  version: '1',
  rooms: ['Hall A', 'Hall B'],
  sessions: titles.map((title, i) => ({
    id: `s${i}`,
    title,
    subtitle: '',
    abstract: '',
    start: Date.UTC(2027, 2, 27, 9 + i),
    duration: 30,
    room: 'Hall A',
    track: null,
    kind: null,
    language: null,
    speakers: [{ id: 'p1', name: 'Ada Beispiel' }],
  })),
})

/**
 * What every store of an event does, whatever keeps it.
 *
 * @param open the store of a tenant's `storeId`, new at first, for a viewer
 */
export function storeContract(open: (tenant: Tenant, viewer: Viewer) => Store): void {
  const openStore = (key: string, storeId = `${key}-1`) => open(tenant(key, { storeId }), SYSTEM)

  test('a new store is empty', async () => {
    const empty = { version: null, rooms: [], sessions: [] }
    expect(await openStore('empty').read(readSchedule, {})).toEqual(empty)
  })

  test('a second programme takes the place of the first, whole', async () => {
    const store = openStore('replaced')
    await store.write(replaceSchedule, schedule(['One', 'Two', 'Three']), 'r1')
    expect(await store.read(readSchedule, {})).toEqual(schedule(['One', 'Two', 'Three']))
    await store.write(replaceSchedule, schedule(['Four']), 'r2')
    expect(await store.read(readSchedule, {})).toEqual(schedule(['Four']))
  })

  test('a write that fails half-way changes nothing', async () => {
    const store = openStore('half')
    await store.write(replaceSchedule, schedule(['One']), 'r1')
    const { sessions } = schedule(['Bad'])
    const twice = { ...schedule([]), sessions: [...sessions, ...sessions] }
    await expect(store.write(replaceSchedule, twice, 'r2')).rejects.toThrow()
    expect(await store.read(readSchedule, {})).toEqual(schedule(['One']))
  })

  test('the same request id again gives the first answer and changes nothing', async () => {
    const store = openStore('again')
    const answer = { sessions: 2 }
    expect(await store.write(replaceSchedule, schedule(['One', 'Two']), 'r1')).toEqual(answer)
    expect(await store.write(replaceSchedule, schedule([]), 'r1')).toEqual(answer)
    expect((await store.read(readSchedule, {})).sessions).toHaveLength(2)
  })

  test('what cannot be cloned does not get in', async () => {
    const store = openStore('cloned')
    const odd = { ...schedule([]), mark: Symbol('mark') }
    await expect(store.write(replaceSchedule, odd, 'r1')).rejects.toThrow()
  })

  describe('a store refuses', () => {
    test('to be read for another event', async () => {
      await openStore('mine', 'shared-id').write(replaceSchedule, schedule(['Secret']), 'r1')
      const theirs = openStore('theirs', 'shared-id')
      await expect(theirs.read(readSchedule, {})).rejects.toThrow('belongs to another event')
    })

    test('an operation it does not have', async () => {
      const unknown = { ...readSchedule, name: 'agenda.drop' }
      await expect(openStore('odd').read(unknown, {})).rejects.toThrow('no "agenda.drop"')
    })
  })

  describe('for people', () => {
    const NAMES = ['ada', 'bob', 'cleo']

    /** An event with three people who are signed in. */
    async function openFair(key: string) {
      const event = tenant(key)
      const system = open(event, SYSTEM)
      const people = NAMES.map((name) => invented(name))
      const list = { groups: [{ id: 'all', label: 'All' }], tags: [], people }
      await system.write(importPeople, list, 'people')
      const plan = bookingPlan(event, defaultBookingSettings, tables(1))
      if (!plan.ok) throw new Error('no plan')
      await system.write(configureBooking, plan.value, 'plan')
      const signedIn = NAMES.map(async (name) => {
        const { secret: _, ...session } = await newSession()
        const email = `${name}@people.example`
        const opened = await system.write(openSession, { email, session }, crypto.randomUUID())
        if (!opened.ok) throw new Error(opened.error.tag)
        const { person: id } = opened.value
        const viewer = { kind: 'person', id, session: session.id } as const
        return { id, store: open(event, viewer), viewer }
      })
      const [ada, bob, cleo] = await Promise.all(signedIn)
      if (ada === undefined || bob === undefined || cleo === undefined) throw new Error('nobody')
      const slot = plan.value.slots[0]?.id ?? ''
      const asking = { invitee: bob.id, slot, message: '' }
      return { event, ada, bob, cleo, asking }
    }

    test('a refusal is a value, and the first of two who want the same gets it', async () => {
      const { ada, bob, cleo, asking } = await openFair('refusing')
      const [one, other] = await Promise.all([
        ada.store.write(requestMeeting, asking, 'one'),
        cleo.store.write(requestMeeting, asking, 'other'),
      ])
      if (!one.ok || !other.ok) throw new Error('not asked')
      const accept = (id: string) =>
        bob.store.write(actOnMeeting, { id, action: 'accept', slot: null }, `accept-${id}`)
      const answers = await Promise.all([accept(one.value.id), accept(other.value.id)])
      expect(answers.map(({ ok }) => ok)).toEqual([true, false])
      expect(await ada.store.write(requestMeeting, asking, 'late')).toMatchObject({ ok: false })
    })

    test('a request id is its sender’s own', async () => {
      const { ada, cleo, asking } = await openFair('own-ids')
      const one = await ada.store.write(requestMeeting, asking, 'same-id')
      const other = await cleo.store.write(requestMeeting, asking, 'same-id')
      if (!one.ok || !other.ok) throw new Error('not asked')
      expect(other.value.id).not.toBe(one.value.id)
    })

    test('somebody else’s meeting is not there, and a made-up session is nobody’s', async () => {
      const { event, ada, cleo, asking } = await openFair('hidden')
      const asked = await ada.store.write(requestMeeting, asking, 'one')
      if (!asked.ok) throw new Error(asked.error.tag)
      const input = { id: asked.value.id, action: 'withdraw', slot: null } as const
      const missing = { ok: false, error: { tag: 'not-found' } }
      expect(await cleo.store.write(actOnMeeting, input, 'theirs')).toEqual(missing)
      const forged = open(event, { ...ada.viewer, session: 'made-up' })
      const nobody = { ok: false, error: { tag: 'signed-out' } }
      expect(await forged.read(listMeetings, {})).toEqual(nobody)
    })
  })
}

import { describe, expect, test } from 'vitest'
import { actOnMeeting } from '../../src/base/meetings/act.ts'
import { listMeetings } from '../../src/base/meetings/lists.ts'
import { requestMeeting } from '../../src/base/meetings/request.ts'
import type { BookingSettingsInput } from '../../src/base/meetings/settings.ts'
import { changeSettings } from '../../src/base/settings/store.ts'
import { SYSTEM, type Tenant } from '../../src/contract.ts'
import type { EventDefinition } from '../../src/kit/kit.ts'
import { openStore } from '../../src/wire.ts'
import { env } from 'cloudflare:workers'
import { tenant } from '../support/tenants.ts'
import { openEvent, rows, signIn, version, type Version } from './versions.ts'

const slotsOf = async (event: Tenant): Promise<string[]> => {
  const slots = await rows<{ id: string }>(event, 'SELECT id FROM meetings_slots ORDER BY start')
  return slots.map(({ id }) => id.slice('2027-03-'.length))
}

const settingsOf = async (event: Tenant): Promise<Record<string, unknown>> => {
  const [row] = await rows<{ value: string }>(event, 'SELECT value FROM meetings_settings')
  return JSON.parse(row?.value ?? '{}') as Record<string, unknown>
}

const tellings = async (event: Tenant): Promise<number> => {
  const answers = await rows(event, "SELECT 1 FROM _requests WHERE operation = 'settings.tell'")
  return answers.length
}

/** What is not the base's own, as `explain` has it. */
const explained = async (of: Version): Promise<string[]> =>
  ((await of.explain()).app?.settings ?? [])
    .filter(({ from }) => from !== 'base')
    .map(({ name, value, from }) => `${name} = ${value} (${from})`)
    .toSorted()

const seams = ({ faults }: Version): string[] => [...new Set(faults.map(({ seam }) => seam))]

const hours = { from: '11:00', to: '14:00', gaps: [{ from: '12:00', to: '13:00' }] }
const plan = (first: number, second: number): BookingSettingsInput => ({
  slotPlan: {
    days: [
      { ...hours, date: '2027-03-27', minutes: first },
      { ...hours, date: '2027-03-28', minutes: second },
    ],
  },
})

describe('a module’s settings', () => {
  const event = tenant('quarters')
  /** Customisation 3: 15 minutes on day 1, 30 on day 2, a lunch gap, no expiry. */
  const module = { settings: { ...plan(15, 30), expiryHours: null } } satisfies EventDefinition

  test('are in force before the first answer of the event’s store', async () => {
    await openEvent(event, 2)
    const now = await version(event, module)
    expect(await slotsOf(event)).toEqual([])
    expect((await now.get()).status).toBe(404)
    expect(await slotsOf(event)).toEqual([
      '27T11:00',
      '27T11:15',
      '27T11:30',
      '27T11:45',
      '27T13:00',
      '27T13:15',
      '27T13:30',
      '27T13:45',
      '28T11:00',
      '28T11:30',
      '28T13:00',
      '28T13:30',
    ])
    expect(await settingsOf(event)).toMatchObject({ expiryHours: null, cancelLockHours: 0 })
    expect(await rows(event, 'SELECT 1 FROM meetings_seats')).toHaveLength(2 * 12)
    expect(now.faults).toEqual([])
  })

  test('are told once, however many ask, in however many isolates', async () => {
    const versions = await Promise.all([1, 2, 3].map(() => version(event, structuredClone(module))))
    await Promise.all(versions.flatMap((one) => [one.get(), one.get(), one.get()]))
    expect(await tellings(event)).toBe(1)
  })

  test('are gone without the module: the base’s own come back', async () => {
    await (await version(event)).get()
    expect(await slotsOf(event)).toContain('28T17:30')
    expect(await settingsOf(event)).toMatchObject({ expiryHours: 48 })
  })
})

describe('a plan that changes', () => {
  const event = tenant('replanned')

  test('loses nothing that is booked, and books nothing twice', async () => {
    const system = await openEvent(event)
    await (await version(event, { settings: plan(20, 20) })).get()
    const [ada, bob, cleo, dora] = await Promise.all(
      ['ada', 'bob', 'cleo', 'dora'].map((name) => signIn(event, name)),
    )
    if (!ada || !bob || !cleo || !dora) throw new Error('four people')
    const ask = async (from: typeof ada, to: typeof ada, slot: string) =>
      from.store.write(
        requestMeeting,
        { invitee: to.id, slot: `2027-03-${slot}`, message: '' },
        crypto.randomUUID(),
      )
    const accept = async (who: typeof ada, asked: Awaited<ReturnType<typeof ask>>) => {
      if (!asked.ok) throw new Error(asked.error.tag)
      const act = { id: asked.value.id, action: 'accept', slot: null } as const
      return who.store.write(actOnMeeting, act, crypto.randomUUID())
    }
    // 11:20 to 11:40 is no slot of a quarter of an hour.
    expect(await accept(bob, await ask(ada, bob, '27T11:20'))).toMatchObject({ ok: true })
    const open = await ask(ada, cleo, '27T11:40')
    const before = await ada.store.read(listMeetings, {})

    await (await version(event, { settings: plan(15, 15) })).get()
    expect(await slotsOf(event)).not.toContain('27T11:20')
    expect(await ada.store.read(listMeetings, {})).toEqual(before)
    // The one table is taken from 11:20 to 11:40: the quarters from 11:15 and 11:30 have none.
    for (const slot of ['27T11:15', '27T11:30']) {
      expect(await ask(cleo, dora, slot)).toEqual({ ok: false, error: { tag: 'no-table' } })
      expect(await ask(bob, dora, slot)).toMatchObject({ error: { tag: 'busy' } })
    }
    expect(await accept(dora, await ask(cleo, dora, '27T11:45'))).toMatchObject({ ok: true })
    // An open request for a time that is no more asks for another one.
    expect(await accept(cleo, open)).toEqual({ ok: false, error: { tag: 'no-such-slot' } })

    const stands = await system.write(changeSettings, plan(30, 30), 'change')
    expect(stands.ok && stands.value.stands.map(({ message }) => message)).toEqual([
      '1 meeting stays at 2027-03-27T11:20, which is no slot of this length now.',
      '1 meeting stays at 2027-03-27T11:45, which is no slot of this length now.',
    ])
    await system.write(changeSettings, {}, 'back')

    await (await version(event, { settings: plan(20, 20) })).get()
    expect(await ada.store.read(listMeetings, {})).toEqual(before)
    const free = "SELECT 1 FROM meetings_seats WHERE meeting IS NULL AND slot LIKE '%-27T11:20'"
    expect(await rows(event, free)).toEqual([])
    expect(await rows(event, 'SELECT DISTINCT person, slot FROM meetings_bookings')).toHaveLength(4)
  })
})

describe('settings of several', () => {
  test('lie over one another: base, module, record, organiser; explain says whose each is', async () => {
    const event = tenant('layered', {
      settings: { expiryHours: 24, quotas: { everyone: { pending: 5 } } },
    })
    const system = await openEvent(event)
    const now = await version(event, {
      settings: { expiryHours: 12, cancelLockHours: 6, quotas: { everyone: { confirmed: 9 } } },
    })
    await now.get()
    expect(
      await system.write(changeSettings, { cancelLockHours: 2, ...plan(60, 60) }, 'change'),
    ).toEqual({ ok: true, value: { stands: [] } })
    expect(await settingsOf(event)).toMatchObject({
      expiryHours: 24,
      cancelLockHours: 2,
      quotas: { everyone: { outgoing: null, pending: 5, confirmed: 9 } },
    })
    expect(await slotsOf(event)).toEqual(['27T11:00', '27T13:00', '28T11:00', '28T13:00'])
    expect(await explained(now)).toEqual([
      'cancelLockHours = 2 (organiser)',
      'expiryHours = 24 (tenant)',
      'quotas.everyone.confirmed = 9 (event)',
      'quotas.everyone.pending = 5 (tenant)',
      expect.stringMatching(/^slotPlan\.days = .* \(organiser\)$/),
    ])
    // What the organiser has set stays over whatever a new version says.
    await (await version(event, { settings: { cancelLockHours: 7, ...plan(10, 10) } })).get()
    expect(await settingsOf(event)).toMatchObject({ expiryHours: 24, cancelLockHours: 2 })
    expect(await slotsOf(event)).toHaveLength(4)
    await system.write(changeSettings, {}, 'nothing')
    expect(await settingsOf(event)).toMatchObject({ cancelLockHours: 7 })
    expect(await slotsOf(event)).toHaveLength(24)
  })

  test('are refused where the organiser’s do not go with them, and nothing is changed', async () => {
    const event = tenant('refusing', { settings: { bookingOpens: '2027-03-10T09:00' } })
    const system = await openEvent(event)
    await (await version(event, {})).get()
    const wrong = { expiryHours: 'soon', pendingHold: true, cancelLockHours: 3 } as never
    expect(await system.write(changeSettings, wrong, 'wrong')).toEqual({
      ok: false,
      error: [
        { field: 'pendingHold', message: expect.stringContaining('There is no such setting.') },
        { field: 'expiryHours', message: 'Give a whole number from 1 to 10000.' },
      ],
    })
    const early = { bookingCloses: '2027-03-01T09:00' }
    expect(await system.write(changeSettings, early, 'early')).toMatchObject({
      error: [{ field: 'bookingCloses' }],
    })
    expect(await settingsOf(event)).toMatchObject({ cancelLockHours: 0, bookingCloses: null })
  })

  test('are nobody’s to change but the platform’s', async () => {
    const event = tenant('guarded')
    await openEvent(event)
    const { store } = await signIn(event, 'ada')
    await expect(store.write(changeSettings, { expiryHours: 1 }, 'mine')).rejects.toThrow()
  })
})

describe('what cannot be used', () => {
  test('is left out and told; the layer below answers, and pages are whole', async () => {
    const event = tenant('wrong', { settings: { cancelLockHours: -1, expiryHours: 5 } })
    await openEvent(event)
    const settings = {
      expiryHours: '48',
      cancelLockHours: 4,
      pendingHolds: async () => true,
      slots: 3,
    }
    const now = await version(event, { settings })
    expect((await now.get('/')).status).toBe(200)
    expect((await now.get()).status).toBe(404)
    expect(await settingsOf(event)).toMatchObject({
      expiryHours: 5,
      cancelLockHours: 4,
      pendingHolds: false,
    })
    expect(seams(now)).toEqual([
      'settings:slots',
      'settings:pendingHolds',
      'settings:expiryHours',
      'settings:cancelLockHours',
    ])
    expect(String(now.faults.find(({ seam }) => seam === 'settings:expiryHours')?.error)).toBe(
      'TypeError: Give a whole number from 1 to 10000. Set by the event.',
    )
  })

  test('of a rule between groups refuses: it opens nothing', async () => {
    const event = tenant('closed')
    await openEvent(event)
    const settings = { groups: { '*': { all: { request: 'no' } } } } as never
    await (await version(event, { settings })).get()
    expect(await settingsOf(event)).toMatchObject({ groups: { '*': { all: { request: false } } } })
  })
})

describe('beside one another', () => {
  test('two versions of the code: the newer one counts, and the store is not told to and fro', async () => {
    const event = tenant('rollout')
    await openEvent(event)
    const old = await version(event, { settings: { expiryHours: 10 } })
    await old.get()
    const next = await version(event, { settings: { expiryHours: 20 } })
    await next.get()
    for (let i = 0; i < 10; i++) await Promise.all([old.get(), next.get(), old.get()])
    expect(await settingsOf(event)).toMatchObject({ expiryHours: 20 })
    expect(await tellings(event)).toBe(2)
  })

  test('two revisions of the record: the higher one counts', async () => {
    const event = tenant('revised')
    await openEvent(event)
    const late = await version(event, {})
    const current = { ...event, revision: 2, settings: { expiryHours: 30 } }
    await (await version(current, {})).get()
    await late.get()
    expect(await settingsOf(event)).toMatchObject({ expiryHours: 30 })
    await (await version({ ...event, revision: 3 }, {})).get()
    expect(await settingsOf(event)).toMatchObject({ expiryHours: 48 })
  })

  test('a version that does not load leaves the store as it is', async () => {
    const event = tenant('unloaded')
    await openEvent(event)
    await (await version(event, { settings: { expiryHours: 40 } })).get()
    const broken = await version(event, 'no module', async () => true)
    const answer = await broken.get()
    expect([answer.status, answer.headers.get('Usher-Degraded')]).toEqual([404, 'module'])
    expect(await settingsOf(event)).toMatchObject({ expiryHours: 40 })
  })

  test('callers that know nothing of settings are answered as things are', async () => {
    const event = tenant('plain')
    await openEvent(event)
    await (await version(event, { settings: { expiryHours: 40 } })).get()
    await openStore(env, event, SYSTEM).read(listMeetings, {})
    expect(await settingsOf(event)).toMatchObject({ expiryHours: 40 })
  })
})

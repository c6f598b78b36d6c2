import { env } from 'cloudflare:workers'
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { beforeEach, describe, expect, test } from 'vitest'
import { actOnMeeting } from '../../src/base/meetings/act.ts'
import { formatsFor } from '../../src/base/formats.ts'
import { requestMeeting } from '../../src/base/meetings/request.ts'
import type { PersonViewer, Tenant } from '../../src/contract.ts'
import { openStore } from '../../src/wire.ts'
import { invented } from '../support/people.ts'
import { tenant } from '../support/tenants.ts'
import { type EventSite, eventSite, faults, mails, post, work } from './event-site.ts'

const MINUTE = 60_000
const stubOf = (event: Tenant) => env.EVENTS.get(env.EVENTS.idFromName(event.storeId))

interface Fair extends EventSite {
  readonly event: Tenant
  viewer(name: string): Promise<PersonViewer>
  /** A meeting that Ada has asked Bob for; confirmed if it is to be. */
  meeting(start: number, confirmed: boolean): Promise<string>
  sql(statement: string, ...values: (string | number | null)[]): Promise<Record<string, unknown>[]>
}

/** An event of Ada and Bob, with a slot that begins whenever a test needs it. */
async function fairOf(key: string, settings = {}): Promise<Fair> {
  const event = tenant(key, { locales: ['en', 'de'] })
  const people = [invented('ada'), invented('bob', { locale: 'de' })]
  const site = await eventSite(event, { people, settings: { expiryHours: 1, ...settings } })
  const sql: Fair['sql'] = (statement, ...values) =>
    runInDurableObject(stubOf(event), (_, { storage }) =>
      storage.sql.exec(statement, ...values).toArray(),
    )
  const viewer = async (name: string): Promise<PersonViewer> => {
    await site.as(name)
    const [row] = await sql(
      `SELECT s.id AS session, p.id FROM sign_in_sessions s JOIN people_persons p ON p.id = s.person
       WHERE p.email = ?`,
      `${name}@people.example`,
    )
    return { kind: 'person', id: String(row?.['id']), session: String(row?.['session']) }
  }
  return {
    ...site,
    event,
    viewer,
    sql,
    async meeting(start, confirmed) {
      const id = `slot-${start}`
      await sql('INSERT INTO meetings_slots VALUES (?, ?, ?)', id, start, start + 20 * MINUTE)
      await sql("INSERT INTO meetings_seats (slot, place, seat) VALUES (?, 't1', 1)", id)
      const [ada, bob] = [await viewer('ada'), await viewer('bob')]
      const input = { invitee: bob.id, slot: id, message: '' }
      const asked = await openStore(env, event, ada).write(requestMeeting, input, `${id} ask`)
      if (!asked.ok) throw new Error(asked.error.tag)
      const accept = { id: asked.value.id, action: 'accept', slot: null } as const
      if (confirmed) await openStore(env, event, bob).write(actOnMeeting, accept, `${id} accept`)
      return asked.value.id
    },
  }
}

/** Wakes the store as its alarm would, and does what it wants done. */
async function wake({ event }: Fair): Promise<void> {
  await runDurableObjectAlarm(stubOf(event))
  await work(event)
}

const subjects = () => mails.map(({ to, subject }) => `${to.split('@')[0]}: ${subject}`)

beforeEach(() => {
  mails.length = 0
  post.refuses = () => false
})

test('a request that expires is told to both, each in their language, without a visitor', async () => {
  const fair = await fairOf('expiring')
  await fair.meeting(Date.now() + 600 * MINUTE, false)
  await work(fair.event)
  expect(subjects()).toEqual(['bob: The expiring: Ada Muster fragt Sie nach einem Termin'])
  mails.length = 0
  await fair.sql('UPDATE meetings_meetings SET since = since - ?', 61 * MINUTE)
  await wake(fair)
  expect(subjects().toSorted()).toEqual([
    'ada: The expiring: A request between you and Bob Muster has expired',
    'bob: The expiring: Eine Anfrage zwischen Ihnen und Ada Muster ist abgelaufen',
  ])
})

test('a mail that does not get away is sent later; those that did are not sent again', async () => {
  const fair = await fairOf('blocked')
  post.refuses = ({ to }) => to.startsWith('ada')
  await fair.meeting(Date.now() + 600 * MINUTE, true)
  await work(fair.event)
  expect(subjects()).toEqual([expect.stringContaining('bob: ')])
  expect(faults.splice(0)).toMatchObject([{ event: 'blocked', seam: 'platform' }])
  post.refuses = () => false
  await fair.sql('UPDATE _outbox SET due = 0 WHERE due IS NOT NULL')
  await work(fair.event)
  expect(subjects()).toEqual([
    'bob: The blocked: Ada Muster fragt Sie nach einem Termin',
    'ada: The blocked: Bob Muster accepted your meeting',
  ])
})

describe('a reminder', () => {
  /** A meeting that was agreed on long ago, and of which both were told. */
  const longSince = async (fair: Fair, start: number): Promise<string> => {
    const id = await fair.meeting(start, true)
    await fair.sql('UPDATE meetings_meetings SET since = 0 WHERE id = ?', id)
    await work(fair.event)
    return id
  }
  const reminders = () => subjects().filter((text) => /begins|beginnt/.test(text))

  test('comes some time before a confirmed meeting, once', async () => {
    const fair = await fairOf('reminded', { reminderMinutes: 30 })
    const start = Date.now() + 29 * MINUTE
    await longSince(fair, start)
    await wake(fair)
    const time = (locale: string) => formatsFor(locale, 'Europe/Berlin').time(start)
    expect(reminders().toSorted()).toEqual([
      `ada: The reminded: Your meeting with Bob Muster begins at ${time('en')}`,
      `bob: The reminded: Ihr Termin mit Ada Muster beginnt um ${time('de')}`,
    ])
    expect(mails.at(-1)?.headers?.['List-Unsubscribe']).toMatch(/\/reminders>$/)
    await wake(fair)
    expect(reminders()).toHaveLength(2)
  })

  test('does not come for what was only agreed on since', async () => {
    const other = await fairOf('at-short-notice', { reminderMinutes: 30 })
    await other.meeting(Date.now() + 28 * MINUTE, true)
    await wake(other)
    expect(reminders()).toEqual([])
  })

  test('is not sent when the meeting was cancelled, moved or has begun meanwhile', async () => {
    const changes = [
      "UPDATE meetings_meetings SET status = 'cancelled' WHERE id = ?",
      'UPDATE meetings_meetings SET start = start + 1 WHERE id = ?',
    ]
    for (const [i, change] of changes.entries()) {
      const other = await fairOf(`unreminded-${i}`)
      const id = await longSince(other, Date.now() + 29 * MINUTE)
      mails.length = 0
      await runDurableObjectAlarm(stubOf(other.event))
      expect(await other.sql('SELECT 1 FROM _outbox')).toHaveLength(2)
      await other.sql(change, id)
      await work(other.event)
      expect(mails).toEqual([])
    }
  })

  test('can be stopped by itself, by one click', async () => {
    const other = await fairOf('stopped')
    await longSince(other, Date.now() + 29 * MINUTE)
    const secret = /mails\/([\w-]+)\//.exec(
      mails.find(({ to }) => to.startsWith('ada'))?.text ?? '',
    )
    await other.send(`/mails/${secret?.[1]}/reminders`, { form: { stop: 'yes' } })
    mails.length = 0
    await wake(other)
    expect(subjects()).toEqual([expect.stringMatching(/^bob: .*beginnt/)])
  })

  test('does not come where the event wants none', async () => {
    const other = await fairOf('silent', { reminderMinutes: null })
    await longSince(other, Date.now() + 29 * MINUTE)
    mails.length = 0
    await wake(other)
    expect(mails).toEqual([])
  })
})

describe('what older code has noted and not told', () => {
  const asOlderCode = async (fair: Fair, told: number | null): Promise<void> => {
    await fair.meeting(Date.now() + 600 * MINUTE, false)
    await fair.sql('DELETE FROM _outbox')
    await fair.sql('UPDATE meetings_history SET told = ?', told)
    for (const table of ['mails_reminded', 'mails_bounces']) await fair.sql(`DROP TABLE ${table}`)
    await fair.sql("UPDATE _migrations SET version = 1 WHERE feature = 'mails'")
  }

  test('is told once newer code has the store, without a visitor', async () => {
    const fair = await fairOf('upgraded')
    await asOlderCode(fair, null)
    await evictDurableObject(stubOf(fair.event))
    await fair.sql('SELECT 1')
    await wake(fair)
    expect(subjects()).toEqual(['bob: The upgraded: Ada Muster fragt Sie nach einem Termin'])
    await wake(fair)
    expect(mails).toHaveLength(1)
  })

  test('and is being sent by an older Worker is left to it while that may be', async () => {
    const fair = await fairOf('in-between')
    await asOlderCode(fair, -Date.now())
    await evictDurableObject(stubOf(fair.event))
    await wake(fair)
    expect(mails).toEqual([])
    const lease = 2 * MINUTE + 1_000
    await fair.sql('UPDATE meetings_history SET told = ?', -(Date.now() - lease))
    await wake(fair)
    expect(mails).toHaveLength(1)
  })

  test('is not told by an older Worker again: it is handed nothing', async () => {
    const fair = await fairOf('older-worker')
    await fair.meeting(Date.now() + 600 * MINUTE, false)
    const take = { kind: 'command', name: 'mails.take', run: () => ({}) } as const
    expect(await fair.store.write(take, {}, 'r1')).toEqual({ numbers: [], mails: [] })
    expect(await fair.sql('SELECT 1 FROM meetings_history WHERE told IS NULL')).toEqual([])
  })
})

test('nothing of all this was a fault', () => expect(faults).toEqual([]))

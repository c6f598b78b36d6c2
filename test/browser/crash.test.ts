import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { bookingPlan, tables } from '../../src/base/meetings/booking-plan.ts'
import { configureBooking } from '../../src/base/meetings/configure.ts'
import { defaultBookingSettings } from '../../src/base/meetings/settings.ts'
import { importPeople } from '../../src/base/people/store.ts'
import { ask } from '../support/ask.ts'
import { BookingCrowd, type Booker, type SendForm } from '../support/booking-crowd.ts'
import { compare, type Deed, isDone } from '../support/booking-ledger.ts'
import { startBuiltWorker } from '../support/built-worker.ts'
import { builtDoor } from '../support/built-door.ts'
import { signIn, wireRequest } from '../support/event-door.ts'
import { readKept } from '../support/kept-files.ts'
import { invented } from '../support/people.ts'
import { tenant } from '../support/tenants.ts'

// The runtime is killed in the midst of bookings and started again over the same files: what people
// were told is there, nothing is there twice, and what was cut off can be sent again.
// `npm run test:crash` does it fifty times.

const KILLS = Number(process.env['USHER_KILLS'] ?? 4)
/** Answers before a kill, at least and at most. Not a time: a busy machine gives fewer in it. */
const ANSWERS = [25, 70] as const

const event = tenant('crash')
const host = event.canonicalHost
const NAMES = Array.from({ length: 12 }, (_, i) => `p${i}`)
const folder = mkdtempSync(join(tmpdir(), 'usher-crash-'))

let crowd: BookingCrowd
let running: ChildProcess | null = null

beforeAll(async () => {
  const built = await startBuiltWorker(inject('dist'), { persist: folder })
  const door = await builtDoor(built, event)
  const groups = [{ id: 'all', label: 'All' }]
  const people = NAMES.map((name) => invented(name))
  await door.store.write(importPeople, { groups, tags: [], people }, 'people')
  const plan = bookingPlan(event, defaultBookingSettings, tables(2))
  if (!plan.ok) throw new Error('no plan')
  await door.store.write(configureBooking, plan.value, 'plan')
  const bookers: Booker[] = []
  for (const { email } of people) bookers.push(await signIn(door, email))
  // Few times for many people: most of what they ask for clashes.
  // The longer it goes on the more of them, or in the end nothing would be left to be had.
  const slots = plan.value.slots.slice(0, 10 + KILLS).map(({ id }) => id)
  crowd = new BookingCrowd(bookers, slots, Math.random)
  await built.worker.dispose()
})

afterAll(() => {
  if (running !== null) kill(running)
  rmSync(folder, { recursive: true, force: true })
})

/** The runtime in a process group of its own; answers where it serves. */
async function start(): Promise<string> {
  const args = ['test/support/serve-built.ts', inject('dist'), folder]
  running = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: running.stdout ?? process.stdin })
  const ended = once(running, 'exit').then(([code]) => {
    throw new Error(`The runtime has ended before it served: ${code}`)
  })
  const [address] = (await Promise.race([once(lines, 'line'), ended])) as [string]
  return address
}

/** Ends the whole group at once, without a word: nobody gets to tidy up. */
function kill({ pid }: ChildProcess): void {
  running = null
  if (pid !== undefined) process.kill(-pid, 'SIGKILL')
}

/** To a runtime that may be gone. */
const sendTo =
  (server: string): SendForm =>
  async (path, cookie, form) => {
    const origin = server.replace('127.0.0.1', host)
    const sent = ask(server, host, path, wireRequest({ origin }, { cookie, form }))
    const reply = await sent.catch(() => null)
    if (reply === null) return null
    return { status: reply.status, location: reply.headers.get('location') ?? null }
  }

async function bookAndCrash(server: string): Promise<void> {
  const [least, most] = ANSWERS
  let left = least + Math.floor(Math.random() * (most - least))
  const send = sendTo(server)
  await crowd.book(async (...form) => {
    const answer = await send(...form)
    // Soon, not at once: at any point of what the others have sent by now.
    if (--left === 0) setTimeout(() => running !== null && kill(running), Math.random() * 20)
    return answer
  })
}

const NOTHING = { lost: [], twice: [], broken: [] }
const count = (deeds: readonly Deed[], fits: (deed: Deed) => boolean): number =>
  deeds.filter(fits).length

test(
  `${KILLS} kills in the midst of bookings: nothing acknowledged is lost, nothing is done twice`,
  { timeout: 60_000 + KILLS * 10_000 },
  async () => {
    let [cutOff, doneAll] = [0, 0]
    for (let round = 0; round < KILLS; round++) {
      const before = crowd.deeds.length
      await bookAndCrash(await start())
      expect(compare(crowd.deeds, readKept(folder))).toEqual(NOTHING)
      const now = crowd.deeds.slice(before)
      const open = now.filter(({ answer }) => answer === null)
      cutOff += open.length
      const server = await start()
      const same = now.filter(({ answer }) => answer !== null).slice(-20)
      expect(await crowd.again(sendTo(server), same)).toEqual([])
      await crowd.again(sendTo(server), open)
      expect(await crowd.again(sendTo(server), open)).toEqual([])
      if (running !== null) kill(running)
      expect(compare(crowd.deeds, readKept(folder))).toEqual(NOTHING)
    }
    const { deeds } = crowd
    doneAll = count(deeds, isDone)
    const statuses = new Set(deeds.map(({ answer }) => answer?.status))
    console.log(
      `crash: ${KILLS} kills, ${deeds.length} actions, ${doneAll} done and acknowledged, ` +
        `${cutOff} cut off and sent again, 0 lost, 0 twice, 0 double bookings`,
    )
    expect([...statuses].filter((status) => ![303, 404, 409].includes(status ?? 0))).toEqual([])
    expect(cutOff).toBeGreaterThan(0)
    expect(count(deeds, (deed) => isDone(deed) && deed.action === 'accept')).toBeGreaterThan(KILLS)
  },
)

test('an acknowledged answer that was never written, a row that is gone, a table with two: all are told', () => {
  const { deeds } = crowd
  const done = deeds.findLast(isDone)
  if (done === undefined) throw new Error('nothing was done')
  const madeUp = { ...done, requestId: 'never-sent', meeting: 'never-held' }
  expect(compare([...deeds, madeUp], readKept(folder)).lost).toHaveLength(2)
  const without = readKept(folder, (database) =>
    database.exec(
      'DELETE FROM meetings_history WHERE number = (SELECT max(number) FROM meetings_history WHERE actor IN (SELECT id FROM people_persons))',
    ),
  )
  expect(compare(deeds, without).lost).toHaveLength(1)
  const unanswered = readKept(folder, (database) => {
    database.prepare('DELETE FROM _requests WHERE id = ?').run(`${done.by} ${done.requestId}`)
  })
  expect(compare(deeds, unanswered).lost).toEqual([done.requestId])
  const crowded = readKept(folder, (database) =>
    database.exec(
      "UPDATE meetings_meetings SET slot = (SELECT min(slot) FROM meetings_meetings) WHERE status = 'confirmed'",
    ),
  )
  expect(compare(deeds, crowded).broken).not.toEqual([])
  const again = readKept(folder, (database) =>
    database.exec(
      'INSERT INTO meetings_history (meeting, at, actor, action, before, after) SELECT meeting, at, actor, action, before, after FROM meetings_history ORDER BY number LIMIT 1',
    ),
  )
  expect(compare(deeds, again).twice).toHaveLength(1)
})

import { CONFIG } from '../../src/config.ts'
import type { Ring, SqlValue } from '../../src/contract.ts'
import { eventStoreClass } from '../../src/store/event-store.ts'
import { matchStoreParts, wireAll, type WorkerEnv } from '../../src/wire.ts'
import { silent } from './loop/fixture.ts'
import { measure, type Subject } from './loop/measure.ts'
import { timeAccepts } from './store/accepts.ts'
import { type OpenFair, type StoreAsk, STORE_PATH } from './store/ask.ts'
import { bookMeetings } from './store/book-meetings.ts'
import { fair, fillFair, type Guest, signIn, SLOTS } from './store/fair.ts'
import { pairing } from './store/pairing.ts'
import { storeSubjects } from './store/subjects.ts'

// One event with its people and meetings: what its store is asked, in loops and over HTTP.

export class EventStore extends eventStoreClass(matchStoreParts) {
  book(meetings: number): void {
    const { storage } = this.ctx
    const all = <Row>(statement: string, ...bindings: SqlValue[]): Row[] =>
      storage.sql.exec(statement, ...bindings).toArray() as Row[]
    storage.transactionSync(() => bookMeetings({ all }, meetings))
  }
}

const made = new Map<string, Subject>()
let guests: readonly Guest[] = []
let accepted = 0
let wired: ReturnType<typeof wireAll> | undefined

/** Mails are written and handed over, to nobody. */
function wires(env: WorkerEnv): ReturnType<typeof wireAll> {
  wired ??= wireAll(env, {
    events: new Map(),
    telemetry: silent,
    config: CONFIG,
    openMail: () => ({ send: async () => {} }),
  })
  return wired
}

async function open(env: WorkerEnv, meetings: number): Promise<OpenFair> {
  await fillFair(env)
  const stub = env.EVENTS.get(env.EVENTS.idFromName(fair.storeId))
  await (stub as unknown as { book(meetings: number): Promise<void> }).book(meetings)
  const { loop, http } = await signIn(env)
  guests = loop
  const people = http.map(({ viewer, cookie }) => ({ id: viewer.id, cookie }))
  const firstSlot = SLOTS.booked + SLOTS.loop
  return { host: fair.canonicalHost, people, firstSlot, slots: SLOTS.http }
}

async function time(ctx: ExecutionContext, ask: StoreAsk & { kind: 'time' }): Promise<number> {
  const make = storeSubjects[ask.subject]
  if (make === undefined) throw new Error(`There is no subject "${ask.subject}".`)
  const subject = made.get(ask.subject) ?? make(guests)
  made.set(ask.subject, subject)
  return measure(subject, ask.time, ctx)
}

function accept({ count }: StoreAsk & { kind: 'accept' }): Promise<number> {
  const next = Array.from({ length: count }, () => pairing(guests, SLOTS.booked, accepted++))
  return timeAccepts(next)
}

async function answer(env: WorkerEnv, ctx: ExecutionContext, ask: StoreAsk): Promise<unknown> {
  switch (ask.kind) {
    case 'open':
      return open(env, ask.meetings)
    case 'time':
      return time(ctx, ask)
    case 'accept':
      return accept(ask)
  }
}

export default {
  async fetch(request, env, ctx) {
    if (new URL(request.url).pathname === STORE_PATH) {
      return Response.json(await answer(env, ctx, await request.json<StoreAsk>()))
    }
    return wires(env).dispatch(request, ctx)
  },
  queue: (batch, env, ctx) => wires(env).consume(batch, ctx),
} satisfies ExportedHandler<WorkerEnv, Ring>

import type { OutboxState, ParkedWork } from '../../contract.ts'
import type { Bounce } from '../event-work.ts'
import { outboxRows } from '../outbox-rows.ts'
import { DoneNotice } from './done.tsx'
import { Facts } from './facts.tsx'
import { Acts } from './layout.tsx'
import { Exactly } from './moments.tsx'

interface Props {
  readonly event: string
  /** What was done just now, a `Done`. */
  readonly done: string | null
  /** null before an event was asked for, or when there is none of that name. */
  readonly work: EventWork | null
  /** Epoch milliseconds. */
  readonly now: number
  /** Whether its reader may decide what becomes of it. */
  readonly maySettle: boolean
}

interface EventWork {
  readonly state: OutboxState
  readonly bounces: readonly Bounce[]
}

/** What became of a form of the page. */
export type Done = 'replayed' | 'dropped' | 'gone'

const DONE: ReadonlyMap<string, string> = new Map<Done, string>([
  ['replayed', 'It is being tried again.'],
  ['dropped', 'It was given up for good.'],
  ['gone', 'Nothing of that is given up any more.'],
])

/** How an event's work stands, asked for by key or host. */
export const OutboxView = ({ event, done, work, now, maySettle }: Props) => (
  <>
    <form action="/outbox" class="line">
      <div class="field wider">
        <label for="event">Event</label>
        <input
          id="event"
          name="event"
          required
          value={event}
          placeholder="my-fair, or my-fair.example"
        />
      </div>
      <button>Show</button>
    </form>
    <DoneNotice text={DONE.get(done ?? '') ?? null} />
    {work === null && event !== '' && (
      <p class="bad" role="alert">
        There is no event “{event}”. Give its key, or its host.
      </p>
    )}
    {work !== null && (
      <>
        <State state={work.state} now={now} />
        <GivenUp event={event} state={work.state} maySettle={maySettle} />
        <CameBack bounces={work.bounces} />
      </>
    )}
  </>
)

const State = ({ state, now }: { state: OutboxState; now: number }) => (
  <div class="card">
    <Facts rows={outboxRows(state, now)} />
  </div>
)

interface GivenUpProps {
  readonly event: string
  readonly state: OutboxState
  readonly maySettle: boolean
}

const GivenUp = ({ event, state, maySettle }: GivenUpProps) =>
  state.parked.length === 0 ? null : (
    <>
      <h2>Given up</h2>
      {state.parkedInAll > state.parked.length && (
        <p>
          The first {state.parked.length} of {state.parkedInAll}.
        </p>
      )}
      {maySettle && <Act event={event} act="replay-all" label="Try all of it again" />}
      {state.parked.map((work) => (
        <Parked event={event} work={work} maySettle={maySettle} />
      ))}
    </>
  )

interface ParkedProps {
  readonly event: string
  readonly work: ParkedWork
  readonly maySettle: boolean
}

const Parked = ({ event, work, maySettle }: ParkedProps) => (
  <section class="card" aria-label={work.id}>
    <p>
      <strong>{work.error}</strong>
    </p>
    <p class="soft">
      {work.topic}, {work.tries} tries, given up <Exactly at={work.parked} />
      {work.waiting > 0 && `, ${work.waiting} more wait for it`}
    </p>
    <p class="soft">
      <code>{work.id}</code>
    </p>
    {maySettle && (
      <Acts>
        <Act event={event} id={work.id} act="replay" label="Try again" />
        <details>
          <summary>Give up for good</summary>
          <p>Nobody will be told of it. What waits for it goes on.</p>
          <Act event={event} id={work.id} act="drop" label="Yes, give it up" />
        </details>
      </Acts>
    )}
  </section>
)

interface ActProps {
  readonly event: string
  readonly id?: string
  readonly act: 'replay-all' | 'replay' | 'drop'
  readonly label: string
}

const Act = ({ event, id, act, label }: ActProps) => (
  <form method="post" action="/outbox">
    <input type="hidden" name="event" value={event} />
    {id !== undefined && <input type="hidden" name="id" value={id} />}
    <button name="act" value={act}>
      {label}
    </button>
  </form>
)

const CameBack = ({ bounces }: { bounces: readonly Bounce[] }) =>
  bounces.length === 0 ? null : (
    <>
      <h2>Mails that came back</h2>
      {bounces.map(({ person, reason, times, at }) => (
        <section class="card" aria-label={person}>
          <p>
            <strong>{reason === '' ? 'No reason was given.' : reason}</strong>
          </p>
          <p class="soft">
            {times === 1 ? 'once' : `${times} times, the last one`} <Exactly at={at} />, to{' '}
            <code>{person}</code>
          </p>
        </section>
      ))}
    </>
  )

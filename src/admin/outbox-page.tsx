import type { HtmlEscapedString } from 'hono/utils/html'
import type { OutboxState, ParkedWork } from '../contract.ts'
import { adminPage } from './admin-page.tsx'
import type { Bounce } from './event-work.ts'
import { outboxRows } from './outbox-rows.ts'

interface Props {
  readonly event: string
  /** What was done just now, a `Done`. */
  readonly done: string | null
  /** null before an event was asked for, or when there is none of that name. */
  readonly work: EventWork | null
  /** Epoch milliseconds. */
  readonly now: number
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

/** What waits to be done for an event, what was given up, and which mails came back. */
export const outboxPage = (props: Props): HtmlEscapedString | Promise<HtmlEscapedString> =>
  adminPage('Work of an event', <Body {...props} />)

const Body = ({ event, done, work, now }: Props) => (
  <>
    <form action="/outbox">
      <label class="wide">
        Event
        <input name="event" required value={event} placeholder="my-fair, or my-fair.example" />
      </label>
      <button>Show</button>
    </form>
    {done !== null && <p role="status">{DONE.get(done)}</p>}
    {work === null && event !== '' && (
      <p class="bad" role="alert">
        There is no event “{event}”. Give its key, or its host.
      </p>
    )}
    {work !== null && (
      <>
        <State state={work.state} now={now} />
        <GivenUp event={event} state={work.state} />
        <CameBack bounces={work.bounces} />
      </>
    )}
  </>
)

const State = ({ state, now }: { state: OutboxState; now: number }) => (
  <dl>
    {outboxRows(state, now).map(([label, text]) => (
      <div>
        <dt>{label}</dt>
        <dd>{text}</dd>
      </div>
    ))}
  </dl>
)

const GivenUp = ({ event, state }: { event: string; state: OutboxState }) =>
  state.parked.length === 0 ? null : (
    <>
      <h2>Given up</h2>
      {state.parkedInAll > state.parked.length && (
        <p>
          The first {state.parked.length} of {state.parkedInAll}.
        </p>
      )}
      <Act event={event} act="replay-all" label="Try all of it again" />
      {state.parked.map((work) => (
        <Parked event={event} work={work} />
      ))}
    </>
  )

const Parked = ({ event, work }: { event: string; work: ParkedWork }) => (
  <section aria-label={work.id}>
    <p>
      <strong>{work.error}</strong>
    </p>
    <p class="soft">
      {work.topic}, {work.tries} tries, given up {timeText(work.parked)}
      {work.waiting > 0 && `, ${work.waiting} more wait for it`}
    </p>
    <p class="soft">
      <code>{work.id}</code>
    </p>
    <div class="acts">
      <Act event={event} id={work.id} act="replay" label="Try again" />
      <details>
        <summary>Give up for good</summary>
        <p>Nobody will be told of it. What waits for it goes on.</p>
        <Act event={event} id={work.id} act="drop" label="Yes, give it up" />
      </details>
    </div>
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
        <section aria-label={person}>
          <p>
            <strong>{reason === '' ? 'No reason was given.' : reason}</strong>
          </p>
          <p class="soft">
            {times === 1 ? 'once' : `${times} times, the last one`} {timeText(at)}, to{' '}
            <code>{person}</code>
          </p>
        </section>
      ))}
    </>
  )

/** To the second, and in the operator's reading order. */
const timeText = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`

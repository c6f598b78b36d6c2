import { Alarm, type AlarmStorage } from '../../alarm.ts'
import type { Mail, Sql, Work, WorkOutcome } from '../../contract.ts'
import { bringUpToDate } from '../../migrations.ts'
import type { Alert, AlertState } from '../../ports.ts'
import {
  nextDue,
  noteWork,
  OUTBOX_TABLES,
  type OutboxOptions,
  readState,
  settle,
  type TakenRow,
  takeDue,
} from '../../store/outbox.ts'
import { noteAlert, readAlerts, settleAlert } from './book.ts'
import type { Channels } from './channels.ts'
import { explainLink, type Letter, mailOf, webhookBody } from './letter.ts'
import { COUNTER_TABLES } from './tables.ts'

/** The ways out. */
export interface AlertOutlets {
  readonly channels: Channels
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly mail: Mail
  /** The value of `webhook-signature`. */
  readonly sign: (
    secret: string,
    parts: { readonly id: string; readonly timestamp: string; readonly body: string },
  ) => Promise<string>
  /** Where an event is served; null when there is none of that key. May reject. */
  readonly hostOf: (event: string) => Promise<string | null>
  /** The platform's first domain. */
  readonly apex: string
}

export interface DeskParts {
  readonly sql: Sql
  readonly transaction: <T>(work: () => T) => T
  readonly alarm: AlarmStorage
  readonly outlets: AlertOutlets
  readonly options: OutboxOptions
  /** Whose alerts these are; '' for the platform's. */
  readonly event: string
  /** Epoch milliseconds. */
  readonly now: () => number
}

/** Milliseconds a receiver has. */
const TIMEOUT = 10_000

/** One event's alerts: notes them, and tells the operator until it has arrived or is given up. */
export class AlertDesk {
  readonly #parts: DeskParts
  readonly #alarm: Alarm

  constructor(parts: DeskParts) {
    this.#parts = parts
    this.#alarm = new Alarm(parts.alarm)
  }

  /** To be awaited before anything else. */
  async open(): Promise<void> {
    const { sql, transaction } = this.#parts
    await this.#alarm.load()
    transaction(() => {
      for (const statement of OUTBOX_TABLES) sql.all(statement)
      bringUpToDate(sql, [COUNTER_TABLES])
    })
    this.#setAlarm()
  }

  raise(alert: Omit<Alert, 'event'>): void {
    const { sql, transaction, now } = this.#parts
    transaction(() => {
      const { told, ...noted } = noteAlert(sql, alert, now())
      if (told === null) return
      noteWork(sql, this.#lettersOf({ told, ...noted, ...alert, event: this.#parts.event }), now())
    })
    this.#setAlarm()
  }

  settled(alert: Pick<Alert, 'kind' | 'seam'>): void {
    settleAlert(this.#parts.sql, alert, this.#parts.now())
  }

  /** The alarm went off. Never throws: the platform gives an alarm up that fails a few times. */
  async wake(): Promise<void> {
    const { sql, transaction, options, now } = this.#parts
    this.#alarm.wentOff()
    const taken = transaction(() => takeDue(sql, now(), options))
    const outcomes = await Promise.all(taken.map((work) => this.#tell(work)))
    transaction(() => settle(sql, outcomes, now(), options))
    this.#setAlarm()
  }

  state(): AlertState {
    const { sql, now, outlets } = this.#parts
    const { webhook, mail, problem } = outlets.channels
    const { parked, open } = readState(sql)
    return {
      alerts: readAlerts(sql, now()),
      channels: [...(webhook === null ? [] : ['webhook']), ...(mail === null ? [] : ['mail'])],
      problem,
      underWay: open,
      givenUp: parked.map(({ topic, parked: at, error }) => ({ channel: topic, at, error })),
    }
  }

  /** One for each way that is set up. None waits for another: each is about itself alone. */
  #lettersOf(letter: Letter): Work[] {
    return this.state().channels.map((topic) => ({
      topic,
      subject: crypto.randomUUID(),
      body: letter,
    }))
  }

  async #tell({ id, lease, topic, body }: TakenRow): Promise<WorkOutcome> {
    try {
      const letter = JSON.parse(body) as Letter
      await (topic === 'mail' ? this.#send(letter) : this.#post(id, letter))
      return { id, lease, error: null }
    } catch (error) {
      const told = { type: 'fault', event: '', seam: `alert:${topic}`, error: String(error) }
      console.error(JSON.stringify(told))
      return { id, lease, error: String(error) }
    }
  }

  async #send(letter: Letter): Promise<void> {
    const { channels, mail } = this.#parts.outlets
    // It was taken out of the set-up meanwhile: nobody waits for it.
    if (channels.mail === null) return
    await mail.send({ to: channels.mail, ...mailOf(letter, await this.#explain(letter)) })
  }

  async #post(id: string, letter: Letter): Promise<void> {
    const { outlets, now } = this.#parts
    const { webhook } = outlets.channels
    if (webhook === null) return
    const at = now()
    const timestamp = String(Math.floor(at / 1000))
    const body = webhookBody(letter, await this.#explain(letter), letter.since)
    const response = await outlets.fetch(webhook.url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': await outlets.sign(webhook.secret, { id, timestamp, body }),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT),
    })
    await response.body?.cancel()
    if (!response.ok) throw new Error(`The receiver of alerts answered ${response.status}.`)
  }

  async #explain({ event, host }: Letter): Promise<string> {
    const { apex, hostOf } = this.#parts.outlets
    if (host !== null || event === '') return explainLink(apex, host)
    // The registry may be what is broken; most events are on a host of their name.
    const found = await hostOf(event).catch(() => null)
    return explainLink(apex, found ?? `${event}.${apex}`)
  }

  #setAlarm(): void {
    const due = nextDue(this.#parts.sql)
    if (due !== null) this.#alarm.by(due)
  }
}

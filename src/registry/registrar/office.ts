import { Alarm, type AlarmStorage } from '../../alarm.ts'
import { err, ok, type Sql } from '../../contract.ts'
import { bringUpToDate } from '../../migrations.ts'
import { within } from '../../within.ts'
import { Decider } from './decider.ts'
import type { DomainCalls } from './domain-calls.ts'
import { needDomain } from './domain-operations.ts'
import { DomainWatch } from './domain-watch.ts'
import { nextDomain, sortOldDomains } from './domains.ts'
import { nextFollowing } from './follow-schedules.ts'
import { DAILY_PRUNE, nextPrune } from './daily-prune.ts'
import { LagWatch } from './lag.ts'
import { OPERATIONS } from './operations.ts'
import { type Outlets, Publisher } from './publisher.ts'
import { REGISTRAR_RPC, type RegistrarCall } from './registrar-client.ts'
import { readAsked } from './requests.ts'
import { REGISTRAR_TABLES } from './tables.ts'
import { doubtAll, nextPublication, waitingAmong } from './targets.ts'
import type { Waiting } from './tenant-calls.ts'
import type { Rules } from './turn.ts'
import type { VerifyInput } from './audit-calls.ts'
import { verifyPage } from './verify.ts'

export interface OfficeParts {
  readonly sql: Sql
  readonly transaction: <T>(work: () => T) => T
  readonly alarm: AlarmStorage
  readonly waitUntil: (promise: Promise<unknown>) => void
  readonly rules: Rules
  readonly outlets: Outlets
  /** Milliseconds that an answer waits for what follows from it to arrive. */
  readonly patience: number
  /** Epoch milliseconds. */
  readonly now: () => number
}

/** Milliseconds after a write at which the alarm looks whether all has followed from it. */
const LOOK_AFTER = 5_000

/** Targets that an answer waits for; more than these are left to the alarm. */
const AT_ONCE = 50

/** What the registrar does: decides, publishes, and looks after what is left. */
export class Office {
  readonly #parts: OfficeParts
  readonly #decider: Decider
  readonly #publisher: Publisher
  readonly #alarm: Alarm
  readonly #lag: LagWatch | null
  readonly #domains: DomainWatch

  constructor(parts: OfficeParts) {
    this.#parts = parts
    this.#decider = new Decider(parts)
    this.#publisher = new Publisher(parts)
    this.#alarm = new Alarm(parts.alarm)
    const { alerts, dns } = parts.outlets
    const { sql, now } = parts
    this.#domains = new DomainWatch({ sql, decider: this.#decider, dns, alerts, now })
    this.#lag = alerts === undefined ? null : new LagWatch(parts.sql, alerts)
  }

  /** To be awaited before anything else. */
  async open(): Promise<void> {
    const { sql, transaction, rules } = this.#parts
    await this.#alarm.load()
    transaction(() => {
      bringUpToDate(sql, [REGISTRAR_TABLES])
      sortOldDomains(sql, rules)
      doubtAll(sql)
    })
    this.#setAlarm()
  }

  /** Answers a `Result` as JSON; throws where its caller is of another version. */
  async call({ version, name, input }: RegistrarCall): Promise<string> {
    if (version !== REGISTRAR_RPC) {
      throw new Error(`The registrar speaks version ${REGISTRAR_RPC} of its calls.`)
    }
    if (name === 'registry.verify') return this.#verify(input as VerifyInput)
    if (name === 'hosts.check') return this.#check(input as DomainCalls['hosts.check']['input'])
    const operation = OPERATIONS.get(name)
    if (operation === undefined) throw new Error(`The registrar has no "${name}".`)
    const asked = operation.kind === 'write' ? await readAsked(name, input) : null
    const decided = this.#decider.decide(operation, input, asked)
    if (!decided.ok) return JSON.stringify(decided)
    const { answer, targets } = decided.value
    if (targets.length === 0) return `{"ok":true,"value":${answer}}`
    // In the same turn as the decision: one is kept with the other, or lost with it.
    this.#alarm.by(this.#parts.now() + (targets.length > AT_ONCE ? 0 : LOOK_AFTER))
    const waiting = await this.#publish(targets.slice(0, AT_ONCE))
    const told = { ...(JSON.parse(answer) as object), published: waiting.length === 0, waiting }
    return JSON.stringify(ok(told))
  }

  /** The alarm went off. */
  async wake(): Promise<void> {
    this.#alarm.wentOff()
    this.#decider.follow()
    await this.#publisher.publishDue()
    await this.#domains.checkDue()
    await this.#lag?.look(this.#parts.now())
    const { more } = this.#tidyUp()
    this.#setAlarm()
    if (more) this.#alarm.by(this.#parts.now())
  }

  /** Not one transaction: KV is read in the midst of it. */
  async #verify(input: VerifyInput): Promise<string> {
    const { sql, outlets, now } = this.#parts
    const parts = { sql, decider: this.#decider, records: outlets.records }
    const page = await verifyPage(parts, input)
    if (nextPublication(sql) !== null) this.#alarm.by(now())
    return JSON.stringify(page)
  }

  /** Not one transaction: DNS is asked in the midst of it. */
  async #check({ by, key, host }: DomainCalls['hosts.check']['input']): Promise<string> {
    const { sql, rules } = this.#parts
    const before = needDomain({ sql, rules }, key, host)
    if (!before.ok) return JSON.stringify(before)
    const checked = await this.#domains.check(before.value, by)
    if (!checked.ok) return JSON.stringify(checked)
    if (checked.value === null) return JSON.stringify(err({ tag: 'unknown-host', host }))
    this.#setAlarm()
    const { domain, targets } = checked.value
    const waiting = await this.#publish(targets)
    return JSON.stringify(ok({ domain, published: waiting.length === 0, waiting }))
  }

  /** Once a day, what nobody needs any more is taken out. */
  #tidyUp(): { readonly more: boolean } {
    const done = this.#decider.decide(DAILY_PRUNE, { by: { actor: 'platform' } }, null)
    return done.ok ? (JSON.parse(done.value.answer) as { more: boolean }) : { more: false }
  }

  /** What has not arrived after a while; it goes on being tried. */
  async #publish(targets: readonly string[]): Promise<readonly Waiting[]> {
    const { sql, patience, waitUntil } = this.#parts
    const published = this.#publisher.publish(targets)
    waitUntil(published)
    await within(published, patience, () => undefined)
    return waitingAmong(sql, targets)
  }

  #setAlarm(): void {
    const { sql } = this.#parts
    for (const at of [nextPublication(sql), nextFollowing(sql), nextPrune(sql), nextDomain(sql)]) {
      if (at !== null) this.#alarm.by(at)
    }
  }
}

import { ok, type Result, type Sql } from '../../contract.ts'
import type { Alerts, Dns } from '../../ports.ts'
import { within } from '../../within.ts'
import type { Decider } from './decider.ts'
import type { Domain, DomainState, Seen } from './domain-calls.ts'
import { NOTE_SEEN } from './domain-operations.ts'
import { type DomainRow, dueDomains, PROOF, proofName, proofValue } from './domains.ts'
import type { RegistrarRefusal } from './refusals.ts'
import type { Authorship } from './tenant-calls.ts'

export interface DomainWatchParts {
  readonly sql: Sql
  readonly decider: Decider
  readonly dns: Dns
  /** Told of a proof that is lost; left out, nobody is told. */
  readonly alerts: Alerts | undefined
  readonly now: () => number
}

/** Milliseconds that DNS has, whatever stands behind the port. */
const TIMEOUT = 8_000

/**
 * Domains that are looked at at once: each is three questions, and an object has six connections. And most
 * that one round takes: what else the alarm does waits for it.
 */
const [AT_ONCE, A_ROUND] = [2, 20]

const PLATFORM: Authorship = { actor: 'platform' }

/** Looks into DNS whether domains are proven, and has the registrar decide on what it finds. */
export class DomainWatch {
  readonly #parts: DomainWatchParts

  constructor(parts: DomainWatchParts) {
    this.#parts = parts
  }

  /** Looks at what is due, some of it where it is much; never rejects. */
  async checkDue(): Promise<void> {
    const { sql, now } = this.#parts
    const due = dueDomains(sql, now(), A_ROUND)
    for (let at = 0; at < due.length; at += AT_ONCE) {
      await Promise.all(due.slice(at, at + AT_ONCE).map((row) => this.check(row, PLATFORM)))
    }
  }

  /** @returns how it stands now, and what has to follow; null where it was given up meanwhile */
  async check(row: DomainRow, by: Authorship): Promise<Result<Checked | null, RegistrarRefusal>> {
    const { host, token } = row
    const [seen, leads] = await Promise.all([this.#look(row), this.#leads(row)])
    const decided = this.#parts.decider.decide(NOTE_SEEN, { by, host, token, seen, leads }, null)
    if (!decided.ok) return decided
    const { answer, targets } = decided.value
    const noted = JSON.parse(answer) as { domain: Domain; was: DomainState } | null
    if (noted === null) return ok(null)
    await this.#tell(row.key, noted.domain, noted.was)
    return ok({ domain: noted.domain, targets })
  }

  /** What is only shown: that nobody can say it is no fault. */
  async #leads({ host }: DomainRow): Promise<readonly string[] | null> {
    try {
      return await within(this.#parts.dns.leads(host), TIMEOUT, tooLate)
    } catch {
      return null
    }
  }

  async #look(row: DomainRow): Promise<Seen> {
    try {
      const texts = await within(this.#parts.dns.txt(proofName(row.host)), TIMEOUT, tooLate)
      const proofs = texts.map((text) => text.trim()).filter((text) => text.startsWith(PROOF))
      if (proofs.includes(proofValue(row))) return 'proof'
      return proofs.length > 0 ? 'other' : 'nothing'
    } catch (error) {
      const seam = `dns:${row.host}`
      console.error(JSON.stringify({ type: 'fault', event: row.key, seam, error: String(error) }))
      return 'no-answer'
    }
  }

  /** The operator is told as long as it is lost, and when it is served no longer. */
  async #tell(event: string, { host, state }: Domain, was: DomainState): Promise<void> {
    const { alerts } = this.#parts
    const alert = { event, kind: 'domain', seam: `domain:${host}` } as const
    try {
      if (state === 'lost' || (was === 'lost' && state === 'pending')) {
        await alerts?.raise({ ...alert, host })
      } else if (was === 'lost') await alerts?.settled(alert)
    } catch {
      // While it is lost it is said with the next look; what is over goes quiet by itself.
    }
  }
}

interface Checked {
  readonly domain: Domain
  readonly targets: readonly string[]
}

function tooLate(): never {
  throw new Error('DNS did not answer in time.')
}

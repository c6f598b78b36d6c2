import { REQUEST_ID } from '../../src/base/form/read-form.ts'
import type { Deed } from './booking-ledger.ts'

/** Somebody with a browser. */
export interface Booker {
  readonly id: string
  readonly cookie: string
}

/** Sends a form as somebody; null: there was no answer that says what became of it. */
export type SendForm = (
  path: string,
  cookie: string,
  form: Readonly<Record<string, string>>,
) => Promise<Deed['answer']>

/** What those who were asked do most, and what both do. */
const ANSWERS = ['accept', 'accept', 'accept', 'accept', 'decline']
const CHANGES = ['cancel', 'accept-proposal', 'withdraw', 'decline-proposal']

interface Known {
  readonly meeting: string
  readonly invitee: string
}

/**
 * People who book without a pause, each one thing after the other, until the server is gone. They
 * know of each other's meetings: some try what is not theirs.
 */
export class BookingCrowd {
  readonly deeds: Deed[] = []
  readonly #bookers: readonly Booker[]
  readonly #slots: readonly string[]
  readonly #meetings: Known[] = []
  readonly #random: () => number

  constructor(bookers: readonly Booker[], slots: readonly string[], random: () => number) {
    this.#bookers = bookers
    this.#slots = slots
    this.#random = random
  }

  /** Until the server is gone: resolves when everybody has noticed. */
  async book(send: SendForm): Promise<void> {
    await Promise.all(
      this.#bookers.map(async (booker) => {
        while (await this.#send(send, this.#next(booker))) continue
      }),
    )
  }

  /** Sends once more what was sent before; answers which deeds are answered otherwise now. */
  async again(send: SendForm, deeds: readonly Deed[]): Promise<readonly Deed[]> {
    const changed: Deed[] = []
    for (const deed of deeds) {
      const before = deed.answer
      await this.#send(send, deed)
      const after = deed.answer
      const same = before?.status === after?.status && before?.location === after?.location
      if (before !== null && !same) changed.push(deed)
    }
    return changed
  }

  /** Whether there was an answer. */
  async #send(send: SendForm, deed: Deed): Promise<boolean> {
    const cookie = this.#bookers.find(({ id }) => id === deed.by)?.cookie ?? ''
    if (!this.deeds.includes(deed)) this.deeds.push(deed)
    const answer = await send(deed.path, cookie, { ...deed.form, [REQUEST_ID]: deed.requestId })
    if (answer === null) return false
    deed.answer = answer
    const meeting = deed.answer.location?.split('#m-')[1]
    if (meeting !== undefined && deed.meeting === null) {
      this.#meetings.push({ meeting, invitee: deed.path.split('/')[2] ?? '' })
    }
    if (meeting !== undefined) deed.meeting = meeting
    return true
  }

  #next({ id: by }: Booker): Deed {
    const requestId = crypto.randomUUID()
    const recent = this.#meetings.slice(-40)
    const asked = recent.filter(({ invitee }) => invitee === by)
    const known = this.#random() < 0.7 ? this.#pick(asked) : this.#pick(recent)
    if (known === undefined || this.#random() < 0.4) {
      const other = this.#pick(this.#bookers.filter(({ id }) => id !== by))
      const form = { slot: this.#pick(this.#slots) ?? '', message: 'Ropes, please.' }
      const path = `/people/${other?.id}/meeting`
      return { by, requestId, action: 'request', path, form, meeting: null, answer: null }
    }
    const { meeting, invitee } = known
    const path = `/meetings/${meeting}`
    const sent = { by, requestId, meeting, answer: null }
    if (this.#random() < 0.15) {
      const form = { slot: this.#pick(this.#slots) ?? '' }
      return { ...sent, action: 'propose', path: `${path}/time`, form }
    }
    const answers = invitee === by && this.#random() < 0.7
    const action = this.#pick(answers ? ANSWERS : CHANGES) ?? 'accept'
    return { ...sent, action, path, form: { action } }
  }

  #pick<T>(of: readonly T[]): T | undefined {
    return of[Math.floor(this.#random() * of.length)]
  }
}

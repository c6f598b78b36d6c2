import { err, ok, type Result } from '../../contract.ts'
import { quoted, type ImportError } from './import-error.ts'
import type { ImportLimits } from './import-limits.ts'
import { localClock, type LocalClock } from '../../local-time.ts'
import { PartReader } from './part-reader.ts'
import type { RawEvent } from './raw-event.ts'
import type { Schedule, Session } from './schedule.ts'
import { sessionFromEvent } from './session-from-event.ts'

/** Gathers a programme while its file is read. Gives it out whole, or the first refusal. */
export class ScheduleBuilder {
  readonly #clock: LocalClock
  readonly #limits: ImportLimits
  readonly #read = new PartReader()
  readonly #rooms = new Set<string>()
  readonly #sessions: Session[] = []
  /** Where each session id was first seen. */
  readonly #seen = new Map<string, string>()
  #version = ''

  constructor(clock: LocalClock, limits: ImportLimits) {
    this.#clock = clock
    this.#limits = limits
  }

  get refusal(): ImportError | null {
    return this.#read.refusal
  }

  refuse(where: string, message: string, tag?: ImportError['tag']): void {
    this.#read.refuse(where, message, tag)
  }

  version(value: unknown, where: string): void {
    this.#version = this.#read.label(value, where, this.#limits.lineLength)
  }

  /** The zone the file names is not used for reading times, but a wrong one shows a broken file. */
  timeZone(value: unknown, where: string): void {
    const zone = this.#read.text(value, where, this.#limits.lineLength)
    if (zone === '' || localClock(zone)) return
    this.refuse(where, `found ${quoted(zone)}, expected a time zone such as "Europe/Berlin"`)
  }

  /** A room in the order of the file; gives its name back, '' when it has none. */
  room(value: unknown, where: string): string {
    const name = this.#read.text(value, where, this.#limits.lineLength)
    if (name !== '') this.#rooms.add(name)
    if (this.#rooms.size > this.#limits.rooms) {
      this.refuse(where, `found more than ${this.#limits.rooms} rooms`, 'schedule-too-big')
    }
    return name
  }

  add(event: RawEvent): void {
    if (this.refusal) return
    const session = sessionFromEvent(event, this.#clock, this.#limits)
    if (!session.ok) {
      this.refuse(session.error.where, session.error.message, session.error.tag)
      return
    }
    const { id, room } = session.value
    const first = this.#seen.get(id)
    if (first !== undefined) {
      this.refuse(event.where, `found the id ${quoted(id)} again, first used at ${first}`)
    }
    this.#seen.set(id, event.where)
    this.room(room, event.whereOf('room'))
    this.#sessions.push(session.value)
    if (this.#sessions.length > this.#limits.sessions) {
      const message = `found more than ${this.#limits.sessions} sessions`
      this.refuse(event.where, message, 'schedule-too-big')
    }
  }

  build(): Result<Schedule, ImportError> {
    if (this.refusal) return err(this.refusal)
    return ok({
      version: this.#version || null,
      rooms: [...this.#rooms],
      sessions: this.#sessions,
    })
  }
}

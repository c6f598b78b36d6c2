/** What of a Durable Object's storage is needed. */
export interface AlarmStorage {
  getAlarm(): Promise<number | null>
  setAlarm(at: number): Promise<void>
}

/** An object's one alarm; the earliest wish sets it. */
export class Alarm {
  readonly #storage: AlarmStorage
  #at: number | null = null

  constructor(storage: AlarmStorage) {
    this.#storage = storage
  }

  /** To be awaited before anything else. */
  async load(): Promise<void> {
    this.#at = await this.#storage.getAlarm()
  }

  /**
   * Wakes the object by then, epoch milliseconds. Without a turn of the event loop: what was written
   * before it in the same turn is kept with it, or lost with it.
   */
  by(at: number): void {
    if (this.#at !== null && this.#at <= at) return
    this.#at = at
    // A storage that fails resets the object; nothing is left to be done here.
    this.#storage.setAlarm(at).catch(() => undefined)
  }

  /** It went off: none is set any more. */
  wentOff(): void {
    this.#at = null
  }
}

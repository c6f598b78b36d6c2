/** Says on stderr what is being done, how far it is and about how long it will still take. */
export interface Progress {
  /** A part begins of which some `seconds` are expected. */
  begin(part: string, seconds: number): void
  /** How far the part is, 0 to 1. */
  at(share: number, what: string): void
}

export function createProgress(
  total: number,
  write: (line: string) => void = (line) => console.error(line),
  now: () => number = () => performance.now() / 1000,
): Progress {
  const started = now()
  let [part, before, expected] = ['', 0, 0]
  return {
    begin(name, seconds) {
      ;[part, before, expected] = [name, before + expected, seconds]
    },
    at(share, what) {
      const done = before + expected * share
      const elapsed = now() - started
      // A machine that is twice as slow so far is so for the rest.
      const pace = done > 30 ? elapsed / done : 1
      const left = Math.max(0, total - done) * pace
      const percent = Math.min(99, Math.round((100 * done) / total))
      write(`[${String(percent).padStart(2)} %, ${minutes(left)} left] ${part}: ${what}`)
    },
  }
}

const minutes = (seconds: number): string =>
  seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`

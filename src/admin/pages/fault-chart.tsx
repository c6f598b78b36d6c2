import type { FaultBin } from '../../ports.ts'

const MINUTE = 60_000
export const BIN = 5 * MINUTE
const BINS = 12

interface Props {
  /** null when the counter did not answer. */
  readonly bins: readonly FaultBin[] | null
  readonly now: number
}

/** What was given up in the last hour: a strip for each piece, five minutes a bar; and as a table. */
export const FaultChart = ({ bins, now }: Props) => {
  if (bins === null) return <p class="wait">The event’s counter does not answer.</p>
  if (bins.length === 0) return <p>Nothing was given up in the last hour.</p>
  const times = timesOf(now)
  const seams = seamsOf(bins, times)
  const most = Math.max(...seams.flatMap(({ counts }) => counts))
  return (
    <>
      {seams.map((seam) => (
        <Strip {...seam} most={most} times={times} />
      ))}
      <Table seams={seams} times={times} />
      <p class="hint">
        A piece is given up when it has failed five times in a minute: the base answers for it, or
        it is closed, for half a minute.
      </p>
    </>
  )
}

interface Seam {
  readonly seam: string
  /** One for each time, the oldest first. */
  readonly counts: readonly number[]
}

/** Starts of the bars, epoch milliseconds, the oldest first. */
const timesOf = (now: number): readonly number[] => {
  const last = Math.floor(now / BIN) * BIN
  return Array.from({ length: BINS }, (_, i) => last - (BINS - 1 - i) * BIN)
}

function seamsOf(bins: readonly FaultBin[], times: readonly number[]): readonly Seam[] {
  const bySeam = Map.groupBy(bins, ({ seam }) => seam)
  return [...bySeam].map(([seam, own]) => ({
    seam,
    // What is older than the first bar by less than a bar is put into it.
    counts: times.map((time, i) =>
      own
        .filter(({ at }) => at === time || (i === 0 && at < time))
        .reduce((sum, { openings }) => sum + openings, 0),
    ),
  }))
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0)

const HEIGHT = 44

const Strip = ({
  seam,
  counts,
  most,
  times,
}: Seam & { readonly most: number; readonly times: readonly number[] }) => (
  <figure class="strip">
    <figcaption>
      <code>{seam}</code>, {total(counts)} ×
    </figcaption>
    <svg
      width="100%"
      height={HEIGHT + 18}
      role="img"
      aria-label={`${seam}: given up ${total(counts)} times in the last hour; the table below has the times`}
    >
      <line class="line" x1="0" x2="100%" y1={HEIGHT} y2={HEIGHT} />
      {counts.map((count, i) => {
        const height = count === 0 ? 0 : Math.max(4, (count / most) * (HEIGHT - 4))
        return (
          <rect
            class="bar"
            x={`${((i + 0.1) * 100) / BINS}%`}
            width={`${80 / BINS}%`}
            y={HEIGHT - height}
            height={height}
          />
        )
      })}
      <text x="0" y={HEIGHT + 15}>
        {clockText(times[0] ?? 0)}
      </text>
      <text x="100%" y={HEIGHT + 15} text-anchor="end">
        now
      </text>
    </svg>
  </figure>
)

/** Times without anything are left out. */
const Table = ({
  seams,
  times,
}: {
  readonly seams: readonly Seam[]
  readonly times: readonly number[]
}) => (
  <details>
    <summary class="bare">The same as a table</summary>
    <div class="scroll" tabindex={0} role="region" aria-label="Given up, by time">
      <table>
        <caption class="unseen">Given up in the last hour, by time (UTC) and piece</caption>
        <thead>
          <tr>
            <th scope="col">From (UTC)</th>
            {seams.map(({ seam }) => (
              <th scope="col">{seam}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times.map((time, i) =>
            seams.every(({ counts }) => counts[i] === 0) ? null : (
              <tr>
                <th scope="row">{clockText(time)}</th>
                {seams.map(({ counts }) => (
                  <td>{counts[i]}</td>
                ))}
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  </details>
)

const clockText = (at: number): string => new Date(at).toISOString().slice(11, 16)

import type { Tenant, TenantStatus } from '../../contract.ts'
import { instant, statusAt } from '../../status-schedule.ts'
import { shortId } from '../../release-id.ts'
import { readable, wallText } from './moments.tsx'

interface Props {
  readonly tenant: Tenant
  readonly now: number
}

/** Something that comes to pass at its time. */
interface Point {
  /** Epoch milliseconds; Infinity where the record names no real time. */
  readonly at: number
  readonly local: string
  readonly text: string
  /** Whether the schedule has it change nothing. */
  readonly idle: boolean
}

/** What the schedule does and when, on the clock of the event: as a picture and as a list. */
export const Timeline = ({ tenant, now }: Props) => {
  const points = pointsOf(tenant)
  if (points.length === 0) {
    return <p>Nothing is planned: its status changes by hand alone.</p>
  }
  return (
    <>
      <Picture tenant={tenant} now={now} points={points} />
      <ol class="log">
        {points.map(({ at, local, text, idle }) => (
          <li>
            <b>{readable(local)}</b> {text}
            {idle && <span class="soft"> (changes nothing: it is as far already)</span>}
            {!idle && at <= now && <span class="soft"> (done)</span>}
          </li>
        ))}
      </ol>
      <p class="hint">
        Times of {tenant.timeZone}, where it is {readable(wallText(now, tenant.timeZone))} now.
        {tenant.status === 'suspended' && ' While it is suspended, the schedule stands still.'}
      </p>
    </>
  )
}

function pointsOf(tenant: Tenant): readonly Point[] {
  const { timeZone, schedule, farewell, release } = tenant
  const steps = schedule.map(({ at: local, to }) => {
    const at = instant(local, timeZone)
    const on = to === 'frozen' && release !== undefined ? `, on release ${shortId(release.id)}` : ''
    return { at, local, text: `goes ${to}${on}`, idle: isIdle(tenant, at, to) }
  })
  const end = farewell === null ? [] : [endOf(farewell.from, timeZone)]
  return [...steps, ...end].toSorted((a, b) => a.at - b.at)
}

const isIdle = (tenant: Tenant, at: number, to: TenantStatus): boolean =>
  tenant.status !== 'suspended' && (statusAt(tenant, at) !== to || statusAt(tenant, at - 1) === to)

const endOf = (local: string, timeZone: string): Point => ({
  at: instant(local, timeZone),
  local,
  text: 'says goodbye, once it is archived',
  idle: false,
})

const DAY = 24 * 60 * 60_000
const LINE = 34

const Picture = ({ tenant, now, points }: Props & { readonly points: readonly Point[] }) => {
  const { timeZone, starts, ends } = tenant
  const first = instant(`${starts}T00:00`, timeZone)
  const last = instant(`${ends}T00:00`, timeZone) + DAY
  const times = [now, first, last, ...points.map(({ at }) => at)].filter(Number.isFinite)
  const [from, to] = [Math.min(...times), Math.max(...times)]
  const place = (at: number): string => `${(3 + (94 * (at - from)) / (to - from || 1)).toFixed(2)}%`
  const width = `${((94 * (last - first)) / (to - from || 1)).toFixed(2)}%`
  return (
    <svg
      width="100%"
      height="76"
      role="img"
      aria-label={`Time line from ${readable(wallText(from, timeZone))} to ${readable(wallText(to, timeZone))}; the list below has every point`}
    >
      <line class="line" x1="0" x2="100%" y1={LINE} y2={LINE} />
      <rect class="days" x={place(first)} width={width} y={LINE - 7} height="14" rx="3">
        <title>{`The event’s days, ${starts} to ${ends}`}</title>
      </rect>
      <line class="now" x1={place(now)} x2={place(now)} y1={LINE - 18} y2={LINE + 18} />
      <text class="nowtext" x={place(now)} y={LINE - 22} text-anchor={anchorOf(now, from, to)}>
        now
      </text>
      {points
        .filter(({ at }) => Number.isFinite(at))
        .map(({ at, local, text }, i) => (
          <>
            <circle class={at <= now ? 'past' : 'ahead'} cx={place(at)} cy={LINE} r="6">
              <title>{`${readable(local)} ${text}`}</title>
            </circle>
            <text
              x={place(at)}
              y={LINE + (i % 2 === 0 ? 24 : 40)}
              text-anchor={anchorOf(at, from, to)}
            >
              {text.replace(/^goes |,.*$/g, '')}
            </text>
          </>
        ))}
    </svg>
  )
}

/** Words at either end stay inside. */
function anchorOf(at: number, from: number, to: number): 'start' | 'middle' | 'end' {
  const place = (at - from) / (to - from || 1)
  if (place < 0.1) return 'start'
  return place > 0.9 ? 'end' : 'middle'
}

import { viewSeam } from '../../seam/view.ts'
import type { PageProps } from '../page.ts'
import type { Day } from './days.ts'
import { type Cell, roomGrid } from './room-grid.ts'
import { sessionCard } from './session-card.tsx'

export interface AgendaDayProps extends PageProps {
  readonly day: Day
  /** All rooms, in the programme's order. */
  readonly rooms: readonly string[]
  readonly tracks: readonly string[]
  /** Ids of the sessions that the visitor marked; null for somebody who is not signed in. */
  readonly bookmarks?: ReadonlySet<string> | null | undefined
}

/** One day of the agenda: a list on a phone, a table of rooms where there is space. Since 0.1. */
export const agendaDay = viewSeam('agenda.day', (props: AgendaDayProps) => {
  const { page, day } = props
  const grid = roomGrid(day.slots, props.rooms)
  return (
    <section class="day" id={`d-${day.date}`}>
      <h2>{page.formats.day(day.date)}</h2>
      <div
        class={grid === null ? 'slots' : 'slots table'}
        style={grid === null ? undefined : `--rooms:${grid.rooms.length}`}
      >
        {grid !== null && (
          <div class="rooms" aria-hidden="true">
            {grid.rooms.map((room) => (
              <span>{room}</span>
            ))}
          </div>
        )}
        {day.slots.map(({ start, sessions }, row) => (
          <div class="slot" style={grid === null ? undefined : `--row:${row + 2}`}>
            <time datetime={new Date(start).toISOString()}>{page.formats.time(start)}</time>
            <ul class="cards">
              {(grid?.rows[row] ?? sessions.map(alone)).map((cell) => (
                <SessionCell {...props} cell={cell} placed={grid !== null} />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  )
})

const alone = (session: Cell['sessions'][number]): Cell => ({
  sessions: [session],
  column: 1,
  width: 1,
  height: 1,
})

const SessionCell = (props: AgendaDayProps & { cell: Cell; placed: boolean }) => {
  const { page, tracks, bookmarks, cell, placed } = props
  return (
    <li
      class={cell.width > 1 ? 'wide' : undefined}
      style={placed ? `--col:${cell.column + 1};--w:${cell.width};--h:${cell.height}` : undefined}
    >
      {cell.sessions.map((session) =>
        page.show(sessionCard, {
          page,
          session,
          tracks,
          day: false,
          marked: bookmarks?.has(session.id),
        }),
      )}
    </li>
  )
}

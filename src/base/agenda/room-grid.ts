import type { Slot } from './days.ts'
import type { Session } from './schedule.ts'

/** One day as a table: a row a slot, a column a room. */
export interface RoomGrid {
  /** The rooms in use that day, in the programme's order. */
  readonly rooms: readonly string[]
  /** As many as there are slots. */
  readonly rows: readonly (readonly Cell[])[]
}

export interface Cell {
  /** More than one only where a room is booked twice. */
  readonly sessions: readonly Session[]
  /** From 1. */
  readonly column: number
  /** Columns: 1, or all of them for what the whole event attends. */
  readonly width: number
  /** Rows, until the session ends or its room's next one starts. */
  readonly height: number
}

const MINUTE = 60_000
/** With more, a column is too narrow to read. */
const MAX_ROOMS = 4

const end = ({ start, duration }: Session): number => start + duration * MINUTE

/** Null where a list says as much: nothing at the same time, or too many rooms for a screen. */
export function roomGrid(slots: readonly Slot[], order: readonly string[]): RoomGrid | null {
  const used = new Set(slots.flatMap(({ sessions }) => sessions.map(({ room }) => room)))
  const rooms = [...new Set([...order, ...used])].filter((room) => used.has(room))
  if (rooms.length < 2 || rooms.length > MAX_ROOMS) return null
  const rows = slots.map(({ sessions }, row) => {
    const width = isForAll(slots, row) ? rooms.length : 1
    const cells = Array.from(
      Map.groupBy(sessions, ({ room }) => room),
      ([room, together]) => ({
        sessions: together,
        column: width > 1 ? 1 : rooms.indexOf(room) + 1,
        width,
        height: height(slots, row, room, Math.max(...together.map(end))),
      }),
    )
    return cells.toSorted((a, b) => a.column - b.column)
  })
  return rows.flat().every(({ width }) => width > 1) ? null : { rooms, rows }
}

/** Whether nothing else is on from this slot's start to its end. */
function isForAll(slots: readonly Slot[], row: number): boolean {
  const slot = slots[row]
  const [only, another] = slot?.sessions ?? []
  if (slot === undefined || only === undefined || another !== undefined) return false
  const before = slots.slice(0, row).flatMap(({ sessions }) => sessions)
  const next = slots[row + 1]
  return (
    before.every((session) => end(session) <= slot.start) &&
    (next === undefined || next.start >= end(only))
  )
}

function height(slots: readonly Slot[], row: number, room: string, until: number): number {
  const after = slots.slice(row + 1)
  const stop = after.findIndex(
    ({ start, sessions }) => start >= until || sessions.some((other) => other.room === room),
  )
  return 1 + (stop === -1 ? after.length : stop)
}

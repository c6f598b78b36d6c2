import { readDay, readMinutes } from './written-local.ts'

/**
 * When meetings can take place. Times are those of the event's time zone. A date may have several
 * entries that do not overlap, such as short slots in the morning and long ones in the afternoon. An
 * entry ends by midnight: a night that goes on has another entry, on the next date.
 */
export interface SlotPlan {
  readonly days: readonly SlotDay[]
}

export interface SlotDay {
  /** `YYYY-MM-DD`. */
  readonly date: string
  /** `HH:MM`; the first slot starts here. */
  readonly from: string
  /** `HH:MM`, or `24:00`; no slot ends later. */
  readonly to: string
  /** Length of a slot; whole, 1 to 1440. */
  readonly minutes: number
  /** Minutes between two slots; whole, 0 to 1440. None is kept before or after a gap. */
  readonly pause: number
  /** Without slots, such as lunch. The first slot after a gap starts where the gap ends. */
  readonly gaps: readonly SlotGap[]
}

/** May reach beyond the day's hours, and into another gap. */
export interface SlotGap {
  readonly from: string
  readonly to: string
}

/** One thing wrong with a plan. */
export interface SlotPlanProblem {
  /**
   * `bad-date`, `bad-time`: not written as a date or a time, or none on the calendar.
   * `bad-minutes`: a length of slot or pause outside its limits. `ends-before-start`: `to` is not
   * after `from`. `no-room`: not one slot fits. `overlap`: two entries of a date share time.
   * `too-many-slots`: more than MAX_SLOTS in the plan.
   */
  readonly tag:
    | 'bad-date'
    | 'bad-time'
    | 'bad-minutes'
    | 'ends-before-start'
    | 'no-room'
    | 'overlap'
    | 'too-many-slots'
  /** The field, as in `days.1.gaps.0.to`. */
  readonly where: string
  /** What is wrong and what to do, for the organiser. */
  readonly message: string
}

/** Of a plan, as counted on days without a change of the clock. */
export const MAX_SLOTS = 500
const DAY_MINUTES = 24 * 60

/** Part of a day that is filled with slots from its start; minutes since midnight. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** All that is wrong with the plan; none when it can be used. */
export const checkSlotPlan = ({ days }: SlotPlan): SlotPlanProblem[] => {
  const problems = days.flatMap((day, index) => checkDay(day, `days.${index}`))
  // Only of entries that can be read can be said how they lie.
  if (problems.length > 0) return problems
  return [...overlaps(days), ...tooMany(days)]
}

/** The day's hours without its gaps, in order. Of a day that was checked. */
export const stretchesOf = ({ from, to, gaps }: SlotDay): Stretch[] => {
  const end = minutesOf(to)
  let start = minutesOf(from)
  const stretches: Stretch[] = []
  const inOrder = gaps.toSorted((a, b) => minutesOf(a.from) - minutesOf(b.from))
  for (const gap of inOrder) {
    stretches.push({ from: start, to: Math.min(end, minutesOf(gap.from)) })
    start = Math.max(start, minutesOf(gap.to))
  }
  stretches.push({ from: start, to: end })
  return stretches.filter((stretch) => stretch.from < stretch.to)
}

const minutesOf = (time: string): number => readMinutes(time) ?? Number.NaN

const countSlots = (day: SlotDay): number =>
  stretchesOf(day)
    .map(({ from, to }) => Math.floor((to - from + day.pause) / (day.minutes + day.pause)))
    .reduce((sum, count) => sum + count, 0)

const checkDay = (day: SlotDay, where: string): SlotPlanProblem[] => {
  const problems = [
    ...checkDate(day.date, where),
    ...checkSpan(day, where),
    ...day.gaps.flatMap((gap, index) => checkSpan(gap, `${where}.gaps.${index}`)),
    ...checkWhole(day.minutes, 1, `${where}.minutes`),
    ...checkWhole(day.pause, 0, `${where}.pause`),
  ]
  if (problems.length > 0 || countSlots(day) > 0) return problems
  const message = `On ${day.date} not one slot of ${day.minutes} minutes fits. Make the slots shorter, or the hours longer.`
  return [{ tag: 'no-room', where, message }]
}

const checkDate = (date: string, where: string): SlotPlanProblem[] => {
  if (readDay(date) !== null) return []
  const message = `${JSON.stringify(date)} is no day. Write it as YYYY-MM-DD, such as 2027-03-27.`
  return [{ tag: 'bad-date', where: `${where}.date`, message }]
}

const checkSpan = (span: SlotGap, where: string): SlotPlanProblem[] => {
  const unread = (['from', 'to'] as const).filter((edge) => readMinutes(span[edge]) === null)
  if (unread.length > 0)
    return unread.map((edge) => ({
      tag: 'bad-time',
      where: `${where}.${edge}`,
      message: `${JSON.stringify(span[edge])} is no time of day. Write it as HH:MM, such as 09:30.`,
    }))
  if (minutesOf(span.from) < minutesOf(span.to)) return []
  const message = `${span.to} is not after ${span.from}. Let it end later than it starts.`
  return [{ tag: 'ends-before-start', where: `${where}.to`, message }]
}

const checkWhole = (value: number, least: number, where: string): SlotPlanProblem[] => {
  if (Number.isInteger(value) && value >= least && value <= DAY_MINUTES) return []
  const message = `${value} minutes do not work. Give a whole number from ${least} to ${DAY_MINUTES}.`
  return [{ tag: 'bad-minutes', where, message }]
}

const overlaps = (days: readonly SlotDay[]): SlotPlanProblem[] => {
  const inOrder = [...days.entries()].toSorted(([, a], [, b]) => compare(startOf(a), startOf(b)))
  const problems: SlotPlanProblem[] = []
  let last: SlotDay | null = null
  for (const [index, day] of inOrder) {
    if (last !== null && last.date === day.date && minutesOf(day.from) < minutesOf(last.to)) {
      const message = `On ${day.date} ${day.from}–${day.to} overlaps ${last.from}–${last.to}. Let one begin where the other ends.`
      problems.push({ tag: 'overlap', where: `days.${index}`, message })
    }
    // The one that ends last is the one to compare with.
    if (last?.date !== day.date || minutesOf(day.to) > minutesOf(last.to)) last = day
  }
  return problems
}

const tooMany = (days: readonly SlotDay[]): SlotPlanProblem[] => {
  const count = days.reduce((sum, day) => sum + countSlots(day), 0)
  if (count <= MAX_SLOTS) return []
  const message = `The plan has ${count} slots; an event can have ${MAX_SLOTS}. Make the slots longer, or the hours shorter.`
  return [{ tag: 'too-many-slots', where: 'days', message }]
}

const startOf = ({ date, from }: SlotDay): string => `${date}T${from}`
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

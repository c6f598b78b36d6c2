import { actOnMeeting } from '../../../src/base/meetings/act.ts'
import { requestMeeting } from '../../../src/base/meetings/request.ts'
import type { Sql } from '../../../src/contract.ts'
import { BOOKED_PEOPLE, SLOTS } from './fair.ts'
import { slotId } from './pairing.ts'

/** So many of ten requests are accepted, where both still have time. */
const ACCEPTED = 7

/** Has people ask each other for meetings, by the commands themselves. Run it in one transaction. */
export function bookMeetings(sql: Sql, count: number): void {
  const people = sql
    .all<{ id: string }>('SELECT id FROM people_persons ORDER BY number LIMIT ?', BOOKED_PEOPLE)
    .map(({ id }) => id)
  const as = (nth: number) => ({
    viewer: { kind: 'person', id: people[nth] ?? '', session: '' } as const,
    now: Date.now(),
    wakeAt: () => {},
    // Their mails were sent long ago.
    emit: () => {},
  })
  let asked = 0
  for (let turn = 0; asked < count; turn++) {
    const from = turn % BOOKED_PEOPLE
    const to = (turn * 7 + 1 + Math.floor(turn / BOOKED_PEOPLE)) % BOOKED_PEOPLE
    const slot = slotId((turn * 11) % SLOTS.booked)
    const input = { invitee: people[to] ?? '', slot, message: 'Let us talk.' }
    const request = requestMeeting.run(sql, input, as(from))
    if (!request.ok) continue
    asked += 1
    if (asked % 10 >= ACCEPTED) continue
    actOnMeeting.run(sql, { id: request.value.id, action: 'accept', slot: null }, as(to))
  }
}

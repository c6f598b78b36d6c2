/** Meetings that were agreed on, whatever became of them. */
export const HAD = "status IN ('confirmed', 'held', 'no-show')"

/** The rules of meetings that always hold, as questions to an event's store that must find nothing. */
export const MEETING_RULES: Readonly<Record<string, string>> = {
  'somebody has two meetings in one slot': `
    SELECT 1 FROM (SELECT requester AS person, slot FROM meetings_meetings WHERE ${HAD}
      UNION ALL SELECT invitee, slot FROM meetings_meetings WHERE ${HAD})
    GROUP BY person, slot HAVING count(*) > 1`,
  'a slot has more meetings than seats': `
    SELECT 1 FROM meetings_meetings WHERE ${HAD} GROUP BY slot
    HAVING count(*) > (SELECT count(*) FROM meetings_seats s WHERE s.slot = meetings_meetings.slot)`,
  'a pair has two open requests': `
    SELECT 1 FROM meetings_meetings WHERE status IN ('pending', 'needs-new-time')
    GROUP BY min(requester, invitee), max(requester, invitee) HAVING count(*) > 1`,
  'a confirmed meeting lacks its time or table': `
    SELECT 1 FROM meetings_meetings m WHERE ${HAD} AND (m.place IS NULL
      OR (SELECT count(*) FROM meetings_bookings b WHERE b.meeting = m.id AND b.slot = m.slot) <> 2
      OR (SELECT count(*) FROM meetings_seats s WHERE s.meeting = m.id AND s.slot = m.slot) <> 1)`,
  'time or a table is taken by what is not confirmed': `
    SELECT 1 FROM meetings_bookings b LEFT JOIN meetings_meetings m ON m.id = b.meeting
      WHERE m.id IS NULL OR NOT m.${HAD} OR m.slot <> b.slot
    UNION ALL SELECT 1 FROM meetings_seats s LEFT JOIN meetings_meetings m ON m.id = s.meeting
      WHERE s.meeting IS NOT NULL AND (m.id IS NULL OR NOT m.${HAD} OR m.slot <> s.slot)`,
  'a change of state is not in the history': `
    SELECT 1 FROM meetings_meetings m WHERE m.status <> (SELECT after FROM meetings_history h
      WHERE h.meeting = m.id ORDER BY h.number DESC LIMIT 1)`,
  'somebody who is erased has something to come, or a say': `
    SELECT 1 FROM people_persons p JOIN meetings_meetings m ON p.id IN (m.requester, m.invitee)
      WHERE p.erased IS NOT NULL AND (m.status IN ('pending', 'needs-new-time')
        OR (m.status = 'confirmed' AND m.start > p.erased) OR (p.id = m.requester AND m.message <> ''))
    UNION ALL SELECT 1 FROM meetings_away JOIN people_persons ON id = person WHERE erased IS NOT NULL`,
  'the history has a gap': `
    SELECT 1 FROM (SELECT before, lag(after) OVER (PARTITION BY meeting ORDER BY number) AS last
      FROM meetings_history) WHERE before IS NOT last`,
}

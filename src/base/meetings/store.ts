import type { StoreFeature } from '../../store/feature.ts'
import { actOnMeeting } from './act.ts'
import { arrangePlaces, configureBooking } from './configure.ts'
import { expireRequests } from './expire.ts'
import { listCommonSlots, listMeetings, listOwnSlots, setAway } from './lists.ts'
import { meetingsPersonal } from './personal.ts'
import { requestMeeting } from './request.ts'
import { readCancelFacts, readRequestFacts } from './rule-facts.ts'
import { meetingMigrations } from './schema.ts'
import { meetingsSetUp } from './set-up.ts'
import { countWaiting } from './waiting.ts'

export const meetingsStore: StoreFeature = {
  name: 'meetings',
  migrations: meetingMigrations,
  wake: expireRequests,
  operations: [
    configureBooking,
    arrangePlaces,
    requestMeeting,
    actOnMeeting,
    readRequestFacts,
    readCancelFacts,
    listMeetings,
    listCommonSlots,
    listOwnSlots,
    setAway,
    countWaiting,
  ],
  personal: meetingsPersonal,
  setUp: meetingsSetUp,
}

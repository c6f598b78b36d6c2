import { defineEvent } from 'usher/kit'
import { tellErased, tellMeeting } from './crm.ts'
import { routes } from './registration.ts'

export default defineEvent({
  theme: { accent: '#b31b34', highlight: '#1d4ed8', radius: '9px' },
  routes,
  hooks: {
    'meeting.accepted': tellMeeting('meeting.accepted'),
    'meeting.moved': tellMeeting('meeting.moved'),
    'meeting.cancelled': tellMeeting('meeting.cancelled'),
    'attendee.erased': tellErased,
  },
})

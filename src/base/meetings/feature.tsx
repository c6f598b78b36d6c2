import { type Feature, menuEntry } from '../feature.ts'
import { meetingsGuard } from './guard.ts'
import {
  meetingAccepted,
  meetingCancelled,
  meetingDeclined,
  meetingExpired,
  meetingHeld,
  meetingMissed,
  meetingMoved,
  meetingRequested,
  meetingWithdrawn,
} from './hooks.ts'
import { meetingActions, meetingCard } from './meeting-card.tsx'
import { meetingMessages } from './messages.ts'
import { chooseTimePage, meetingGroup, meetingsPage, slotChoice } from './pages.tsx'
import { meetingRoutes, waitingCount } from './routes.tsx'
import { cancelRule, requestRule } from './rules.ts'
import { meetingsStore } from './store.ts'

/** Asking for meetings, and keeping them. */
export const meetingsFeature = {
  name: 'meetings',
  messages: meetingMessages,
  views: [meetingsPage, meetingGroup, meetingCard, meetingActions, chooseTimePage, slotChoice],
  routes: meetingRoutes,
  guards: [meetingsGuard],
  rules: [requestRule, cancelRule],
  hooks: [
    meetingRequested,
    meetingAccepted,
    meetingMoved,
    meetingCancelled,
    meetingDeclined,
    meetingWithdrawn,
    meetingExpired,
    meetingHeld,
    meetingMissed,
  ],
  menu: [
    {
      ...menuEntry('/meetings', meetingMessages, 'title', 'signed-in'),
      count: waitingCount,
    },
  ],
  store: meetingsStore,
} as const satisfies Feature

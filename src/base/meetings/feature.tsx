import { type Feature, menuEntry } from '../feature.ts'
import { meetingCard } from './meeting-card.tsx'
import { meetingMessages } from './messages.ts'
import { chooseTimePage, meetingsPage } from './pages.tsx'
import { meetingRoutes } from './routes.tsx'
import { meetingsStore } from './store.ts'

/** Asking for meetings, and keeping them. */
export const meetingsFeature = {
  messages: meetingMessages,
  views: [meetingsPage, meetingCard, chooseTimePage],
  routes: meetingRoutes,
  menu: [menuEntry('/meetings', meetingMessages, 'title', 'signed-in')],
  store: meetingsStore,
} as const satisfies Feature

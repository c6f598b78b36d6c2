import { auditPage } from './audit.tsx'
import { clonePage, createPage } from './create.tsx'
import { editPage } from './edit.tsx'
import { eventOverview } from './event.tsx'
import { eventsPage } from './events.tsx'
import { explainPage } from './explain.tsx'
import { hostsPage } from './hosts.tsx'
import { lanePage } from './lane.tsx'
import { outboxPage } from './outbox.tsx'
import type { Page } from './page.ts'
import { previewPage } from './preview.tsx'
import { prunePage } from './prune.tsx'
import { quarantinePage } from './quarantine.tsx'
import { releasesPage } from './releases.tsx'
import { revisionsPage } from './revisions.tsx'
import { rollBackPage } from './roll-back.tsx'
import { schedulePage } from './schedule.tsx'
import { secretsPage } from './secrets.tsx'
import { stepPages } from './step.tsx'
import { tokensPage } from './tokens.tsx'

/** Every page of the admin host. */
export const PAGES: readonly Page[] = [
  eventsPage,
  createPage,
  eventOverview,
  editPage,
  hostsPage,
  schedulePage,
  releasesPage,
  lanePage,
  quarantinePage,
  prunePage,
  revisionsPage,
  rollBackPage,
  clonePage,
  previewPage,
  secretsPage,
  ...stepPages,
  auditPage,
  explainPage,
  outboxPage,
  tokensPage,
]

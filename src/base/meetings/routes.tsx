import { type Context, Hono } from 'hono'
import { ok } from '../../contract.ts'
import { createPage, itemCount } from '../create-page.ts'
import { directoryGuard } from '../directory/guard.ts'
import { readPerson } from '../directory/store.ts'
import { renderErrorPage } from '../errors/feature.tsx'
import type { MenuCount } from '../feature.ts'
import { text } from '../form/fields.ts'
import { readForm, type Submitted } from '../form/read-form.ts'
import { guarded } from '../guarded.tsx'
import { respond } from '../layout/respond.tsx'
import type { MatchEnv } from '../pieces.ts'
import { ownPagesOnly } from '../sign-in/own-pages-only.ts'
import { signInFirst } from '../sign-in/sign-in-first.ts'
import { actOnMeeting } from './act.ts'
import { listCommonSlots, listMeetings, type OwnMeeting } from './lists.ts'
import type { MeetingAction } from './meeting-action.ts'
import { meetingMessages } from './messages.ts'
import { named } from './named.ts'
import { chooseTimePage, type ChooseTimeProps, groupOf, meetingsPage } from './pages.tsx'
import { refusalText } from './refusal-text.ts'
import { actUnderRule, mayAsk, requestUnderRule } from './ruled.ts'
import { countWaiting, WAITING_PATH } from './waiting.ts'

type MeetingContext = Context<{ Bindings: MatchEnv }>

/** What one click does; the others need a time, or are not people's. */
const CLICKS = new Set<string>([
  'accept',
  'decline',
  'withdraw',
  'cancel',
  'accept-proposal',
  'decline-proposal',
  'withdraw-proposal',
  'report-held',
  'report-not-held',
] satisfies MeetingAction['kind'][])

const slot = text({ max: 40 })
const message = text({ max: 1000, lines: true })

/** To ask somebody is to see them, too. */
const askingRoutes = new Hono<{ Bindings: MatchEnv }>()
  .get('/people/:id/meeting', (c) => askPage(c, null))
  .post('/people/:id/meeting', ownPagesOnly, async (c) => {
    const form = await readForm(c, { slot, message })
    if (form.value === null) return askPage(c, null, form)
    const { value } = form
    const input = { invitee: c.req.param('id'), slot: value.slot || null, message: value.message }
    const asked = await requestUnderRule(c.env, input, form.requestId)
    if (asked.ok) return c.redirect(`/meetings?sent=${asked.value.id}#m-${asked.value.id}`, 303)
    if (asked.error.tag === 'signed-out') return signInFirst(c)
    if (asked.error.tag === 'not-found') return missing(c)
    return askPage(c, refusalText(createPage(c), asked.error, 'requester'), form)
  })
/** What the menu says of meetings that wait. */
export const waitingCount: MenuCount = {
  path: WAITING_PATH,
  text: () => [meetingMessages, 'waiting-count'],
}

export const meetingRoutes = new Hono<{ Bindings: MatchEnv }>()
  .get('/meetings', (c) => showMeetings(c, null))
  .get(WAITING_PATH, async (c) => {
    const waiting = await c.env.store.read(countWaiting, {})
    c.header('Cache-Control', 'no-store')
    if (!waiting.ok) return c.json({ error: 'Sign in first.' }, 401)
    const { locale } = createPage(c)
    const { number, text: words } = itemCount(c.env.pieces, waitingCount, locale, waiting.value)
    return c.json({ number, text: words })
  })
  .post('/meetings/:id', ownPagesOnly, async (c) => {
    const form = await readForm(c, { action: text({ max: 40, required: true }) })
    const kind = form.value?.action ?? ''
    if (!CLICKS.has(kind)) return missing(c)
    const input = { id: c.req.param('id'), action: kind as MeetingAction['kind'], slot: null }
    const acted = await actUnderRule(c.env, input, form.requestId)
    if (acted.ok) return c.redirect(`/meetings?done#m-${input.id}`, 303)
    if (acted.error.tag === 'signed-out') return signInFirst(c)
    if (acted.error.tag === 'not-found') return missing(c)
    return showMeetings(c, acted.error)
  })
  .get('/meetings/:id/time', async (c) => {
    const meeting = await ownMeeting(c, c.req.param('id'))
    return meeting === null ? missing(c) : chooseTime(c, meeting, null)
  })
  .post('/meetings/:id/time', ownPagesOnly, async (c) => {
    const meeting = await ownMeeting(c, c.req.param('id'))
    if (meeting === null) return missing(c)
    const form = await readForm(c, { slot })
    const action = purposeOf(meeting) === 'accept-at' ? 'accept' : 'propose'
    const input = { id: meeting.id, action, slot: form.value?.slot ?? '' } as const
    const acted = await c.env.store.write(actOnMeeting, input, form.requestId)
    if (acted.ok) return c.redirect(`/meetings?done#m-${meeting.id}`, 303)
    if (acted.error.tag === 'signed-out') return signInFirst(c)
    return chooseTime(c, meeting, refusalText(createPage(c), acted.error, meeting.side), form)
  })
  .route('/', guarded(askingRoutes, [directoryGuard]))

const missing = (c: MeetingContext): Response | Promise<Response> =>
  renderErrorPage('not-found', c.req.raw, c.env)

type Refusal = Parameters<typeof refusalText>[1]

async function showMeetings(c: MeetingContext, refusal: Refusal | null): Promise<Response> {
  const meetings = await c.env.store.read(listMeetings, {})
  if (!meetings.ok) return signInFirst(c)
  const page = createPage(c, { '/meetings': answersWanted(meetings.value, c.env.clock.now()) })
  const side = meetings.value.find(({ id }) => id === c.req.param('id'))?.side ?? 'requester'
  const props = {
    page,
    meetings: meetings.value.map((meeting) => named(page, meeting)),
    refusal: refusal === null ? null : refusalText(page, refusal, side),
    done: c.req.query('done') !== undefined,
    sent: meetings.value.find(({ id }) => id === c.req.query('sent'))?.other.name ?? null,
  }
  const title = page.texts(meetingMessages)('title')
  const status = refusal === null ? 200 : 409
  return respond(c, page, { title, body: page.show(meetingsPage, props), status })
}

const answersWanted = (meetings: readonly OwnMeeting[], now: number): number =>
  meetings.filter((meeting) => groupOf(meeting, now) === 'answer').length

async function ownMeeting(c: MeetingContext, wanted: string): Promise<OwnMeeting | null> {
  const meetings = await c.env.store.read(listMeetings, {})
  const meeting = meetings.ok ? meetings.value.find(({ id }) => id === wanted) : undefined
  return meeting === undefined ? null : named(createPage(c), meeting)
}

/** A request of any time is accepted by choosing one; everything else is a proposal. */
const purposeOf = ({ status, time, asked, side }: OwnMeeting): 'accept-at' | 'propose' =>
  status === 'pending' && time === null && asked === side ? 'accept-at' : 'propose'

async function chooseTime(
  c: MeetingContext,
  meeting: OwnMeeting,
  refusal: string | null,
  sent?: Submitted<unknown>,
): Promise<Response> {
  const { other } = meeting
  return showTimes(c, { other, purpose: purposeOf(meeting), refusal, sent, open: true })
}

async function askPage(
  c: MeetingContext,
  refusal: string | null,
  sent?: Submitted<unknown>,
): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const person = await c.env.store.read(readPerson, { id })
  if (!person.ok) return person.error.tag === 'signed-out' ? signInFirst(c) : missing(c)
  const other = person.value
  const may = refusal === null ? await mayAsk(c.env, id) : ok(null)
  if (may.ok) return showTimes(c, { other, purpose: 'request', refusal, sent, open: true })
  if (may.error.tag === 'signed-out') return signInFirst(c)
  const why = refusalText(createPage(c), may.error, 'requester')
  return showTimes(c, { other, purpose: 'request', refusal: why, sent, open: false })
}

type Choosing = Omit<ChooseTimeProps, 'page' | 'slots'>

async function showTimes(c: MeetingContext, choosing: Choosing): Promise<Response> {
  const slots = await c.env.store.read(listCommonSlots, { person: choosing.other.id })
  if (!slots.ok) return signInFirst(c)
  const page = createPage(c)
  const t = page.texts(meetingMessages)
  const asking = choosing.purpose === 'request'
  const title = t(asking ? 'request-with' : 'choose-time', { name: choosing.other.name })
  const body = page.show(chooseTimePage, { page, slots: slots.value, ...choosing })
  return respond(c, page, { title, body, status: statusOf(choosing) })
}

function statusOf({ open, refusal, sent }: Choosing): 200 | 403 | 409 | 422 {
  if (!open) return 403
  if (refusal !== null) return 409
  return sent === undefined ? 200 : 422
}

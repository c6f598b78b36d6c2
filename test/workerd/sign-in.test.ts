import { beforeAll, describe, expect, test } from 'vitest'
import { newEntryCode, normalizeCode } from '../../src/base/sign-in/entry-code.ts'
import { hashSecret } from '../../src/secret.ts'
import { issueCode } from '../../src/base/sign-in/store.ts'
import { invented } from '../support/people.ts'
import { tenant } from '../support/tenants.ts'
import { type EventSite, eventSite, faults, mails } from './event-site.ts'

const people = [invented('ada')]
const site = (key: string): Promise<EventSite> => eventSite(tenant(key), { people })

let fair: EventSite
let other: EventSite
beforeAll(async () => {
  fair = await site('fair')
  other = await site('other')
})

/** A request to the fair, unless told otherwise. */
const send = (path: string, sent: Parameters<EventSite['send']>[1] & { event?: EventSite } = {}) =>
  (sent.event ?? fair).send(path, sent)

/** The path of the link in the mail that was sent last. */
const lastLink = (): string =>
  new URL(/https:\S+/.exec(mails.at(-1)?.text ?? '')?.[0] ?? '').pathname
const sessionOf = (response: Response): string =>
  response.headers.get('set-cookie')?.split(';')[0] ?? ''

test('a mailed link signs in once, to the page that was wanted', async () => {
  const asked = await send('/sign-in?next=/agenda', { form: { email: ' ADA@people.example ' } })
  expect(asked.status).toBe(200)
  expect(mails.at(-1)).toMatchObject({ to: 'ada@people.example' })
  expect(mails.at(-1)?.text).toContain('https://fair.localhost/sign-in/')
  const opened = await send(lastLink(), { form: {} })
  expect(opened.status).toBe(303)
  expect(opened.headers.get('location')).toBe('/agenda')
  const cookie = opened.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^__Host-session=[\w-]{43}; .*Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  expect((await send(lastLink(), { form: {} })).status).toBe(410)
})

test('opening a link uses nothing up, however often', async () => {
  await send('/sign-in', { form: { email: 'ada@people.example' } })
  for (let i = 0; i < 20; i++) expect((await send(lastLink())).status).toBe(200)
  expect((await send(lastLink(), { form: {} })).status).toBe(303)
})

test('of 50 uses of one link at once one begins a session', async () => {
  await send('/sign-in', { form: { email: 'ada@people.example' } })
  const link = lastLink()
  const answers = await Promise.all(Array.from({ length: 50 }, () => send(link, { form: {} })))
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 410)).toHaveLength(49)
})

test('a known and an unknown address are answered with the same bytes, and five mails are sent an hour', async () => {
  const event = await site('counted')
  const before = mails.length
  for (let i = 0; i < 8; i++) {
    const known = await send('/sign-in', { event, form: { email: 'ada@people.example' } })
    const unknown = await send('/sign-in', { event, form: { email: 'zoe@people.example' } })
    const text = async (response: Response, name: string): Promise<string> =>
      (await response.text()).replaceAll(name, 'NAME')
    expect(await text(unknown, 'zoe')).toBe(await text(known, 'ada'))
  }
  expect(mails.length - before).toBe(5)
})

describe('a session', () => {
  let event: EventSite
  const signIn = async (): Promise<string> => {
    event = await site('sessions')
    await send('/sign-in', { event, form: { email: 'ada@people.example' } })
    return sessionOf(await send(lastLink(), { event, form: {} }))
  }

  test('of one event is nobody in another', async () => {
    const cookie = await signIn()
    expect(cookie).toMatch(/^__Host-session=/)
    const answer = await send('/sign-out', { event: other, form: {}, cookie })
    expect(answer.status).toBe(303)
    // The session still opens its own event.
    const again = await send('/sign-out', { event, form: {}, cookie })
    expect(again.headers.get('set-cookie')).toContain('Max-Age=0')
  })
})

test('an entry code signs in its person once; five wrong ones do not', async () => {
  const code = newEntryCode()
  const hash = await hashSecret(normalizeCode(code))
  await fair.store.write(issueCode, { email: 'ada@people.example', hash }, 'code')
  const form = { 'code-email': 'ada@people.example', code: code.toLowerCase().replace('-', ' ') }
  for (let i = 0; i < 5; i++) {
    const wrong = await send('/sign-in/code', { form: { ...form, code: 'AAAA-AAAA' } })
    expect(wrong.status).toBe(422)
  }
  expect((await send('/sign-in/code', { form })).status).toBe(303)
  expect((await send('/sign-in/code', { form })).status).toBe(422)
})

describe('a form sent from elsewhere is refused', () => {
  const FOREIGN: readonly Record<string, string>[] = [
    { origin: 'http://other.localhost' },
    { origin: 'https://fair.localhost' },
    { origin: 'null' },
    { origin: 'http://fair.localhost.evil.example' },
    { origin: 'http://fair.localhost', 'sec-fetch-site': 'same-site' },
    { origin: 'http://fair.localhost', 'sec-fetch-site': 'cross-site' },
  ]
  test.each(FOREIGN)('%o', async (headers) => {
    for (const path of ['/sign-in', '/sign-in/code', '/sign-in/x', '/sign-out']) {
      expect((await send(path, { form: { email: 'ada@people.example' }, headers })).status).toBe(
        403,
      )
    }
  })
})

test('what is wrong with an address is said beside its field, and what was typed is kept', async () => {
  const answer = await send('/sign-in', { form: { email: 'not an address' } })
  expect(answer.status).toBe(422)
  const body = await answer.text()
  expect(body).toContain('value="not an address"')
  expect(body).toContain('aria-invalid="true"')
  expect(body).toContain('This does not look like an e-mail address.')
})

test('nobody is led off the host after signing in', async () => {
  for (const next of [
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/%2f/../\\evil',
  ]) {
    const page = await send(`/sign-in?next=${encodeURIComponent(next)}`)
    expect(await page.text()).not.toContain('evil')
  }
})

test('nothing of all this was a fault', () => expect(faults).toEqual([]))

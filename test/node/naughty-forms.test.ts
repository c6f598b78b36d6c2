import { beforeAll, describe, expect, test } from 'vitest'
import type { EventDoor, FormValues } from '../support/event-door.ts'
import { crawl, enliven } from '../support/lively-event.ts'
import { openDoors } from '../support/memory-door.ts'
import { arrived, NAUGHTY } from '../support/naughty-strings.ts'
import { type PageForm, readForms } from '../support/read-forms.ts'
import type { Reply } from '../support/reply.ts'
import { BY_HAND, ENDS, type OpenPage, type Submission } from '../support/site-map.ts'
import { tenant } from '../support/tenants.ts'

// Whatever stands in a field, a query, a header or a body: what is wrong is said beside its field and
// the rest is kept, or it is taken; nothing breaks.

const doors = openDoors()
let door: EventDoor
let pages: readonly OpenPage[]
let submissions: readonly Submission[]

beforeAll(async () => {
  const event = await enliven(doors.open(tenant('naughty', { locales: ['en', 'de', 'ar'] })))
  door = event.door
  const site = await crawl(event)
  pages = site.pages
  // Whoever is signed out sends nothing more.
  submissions = site.submissions.filter(({ route }) => !ENDS.has(route.pattern))
}, 300_000)

const TYPED = new Set(['text', 'email', 'tel', 'search', 'textarea', 'url', 'number', 'date'])
const isTyped = ({ type }: PageForm['fields'][number]): boolean => TYPED.has(type)

/** One form of each route that has something to type into. */
const typedForms = (): Submission[] => [
  ...new Map(
    submissions
      .filter(({ form }) => form.fields.some(isTyped))
      .map((submission) => [submission.route.pattern, submission]),
  ).values(),
]

/** The same form on the page that came back. */
const formAgain = ({ body }: Reply, { form, path }: Submission): PageForm | undefined =>
  readForms(body).find(
    ({ action, fields }) =>
      (action === form.action || action === path) &&
      form.fields.every(({ name }) => fields.some((field) => field.name === name)),
  )

/** What is wrong with how a form with this in every field was answered; null when nothing is. */
function problemWith(reply: Reply, submission: Submission, text: string): string | null {
  const { status, body } = reply
  if (![200, 303, 409, 422].includes(status)) return `answers ${status}`
  if (status === 200 || status === 303) return null
  if (!body.includes('</footer>')) return 'the page is not whole'
  const form = formAgain(reply, submission)
  if (form === undefined) return 'the form is gone'
  for (const field of form.fields) {
    const before = submission.form.fields.find(({ name }) => name === field.name)
    if (isTyped(field) && field.value !== keptAs(text)) return `${field.name} is not kept`
    if (field.type === 'select' && field.value !== before?.value) return `${field.name} is not kept`
  }
  if (status === 409) return body.includes('role="alert"') ? null : 'nothing says why'
  const said = form.fields.filter(({ problem }) => problem !== null)
  if (said.length === 0) return 'nothing is said beside a field'
  return said.some(({ problem }) => problem === '') ? 'a field is marked without a word' : null
}

/** A line break right behind a textarea's tag is the browser's, not the visitor's. */
const keptAs = (text: string): string => arrived(text)

const filled = ({ form, values }: Submission, text: string): FormValues =>
  values.map(([name, value]) => {
    const typed = form.fields.some((field) => field.name === name && isTyped(field))
    return [name, typed ? text : value] as const
  })

describe('in a form', () => {
  test('every string in every field is taken, or refused beside its field', async () => {
    const found = new Set<string>()
    let sent = 0
    for (const submission of typedForms()) {
      for (const text of NAUGHTY) {
        const { cookie, path } = submission
        const reply = await door.send(path, { cookie, form: filled(submission, text) })
        const problem = problemWith(reply, submission, text)
        if (problem !== null)
          found.add(`${submission.route.pattern}: ${problem}: ${JSON.stringify(text.slice(0, 60))}`)
        sent += 1
      }
    }
    console.log(`naughty: ${NAUGHTY.length} strings in ${typedForms().length} forms, ${sent} sent`)
    expect([...found]).toEqual([])
  }, 300_000)

  test('a thousand of what a page gives to choose from, and none of it, break nothing', async () => {
    const found = new Set<string>()
    for (const { cookie, path, route, form, values } of submissions) {
      const chosen = new Set(form.fields.filter((field) => !isTyped(field)).map(({ name }) => name))
      for (const { name } of form.buttons) chosen.add(name)
      const kept = values.filter(([name]) => !chosen.has(name))
      const ways = Array.from(chosen, (name) => [
        ...kept,
        ...Array.from({ length: 1_000 }, (_, i) => [name, `x${i}`] as const),
      ])
      for (const text of ['', '<b>', '__proto__', 'x'.repeat(10_000), '\ud800', '{name}', '0']) {
        ways.push([...kept, ...Array.from(chosen, (name) => [name, text] as const)])
      }
      for (const way of [...ways, kept, [...values, ...values], []]) {
        const { status, body } = await door.send(path, { cookie, form: way })
        const told = status !== 422 || /aria-invalid="true"|role="alert"/.test(body)
        if (!STATUSES.has(status) || !told) found.add(`${route.pattern}: ${status}`)
      }
    }
    expect([...found]).toEqual([])
  }, 300_000)
})

/** A visitor's mistake never looks like ours. */
const STATUSES = new Set([200, 303, 403, 404, 405, 409, 410, 413, 415, 422])

describe('what is no form at all', () => {
  const boundary = 'xxBOUNDARYxx'
  const part = (name: string, more: string, value: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`
  const multipart = `multipart/form-data; boundary=${boundary}`
  const BODIES: readonly (readonly [type: string, body: (names: readonly string[]) => string])[] = [
    ['application/x-www-form-urlencoded', () => ''],
    ['application/x-www-form-urlencoded', () => '%'],
    ['application/x-www-form-urlencoded', () => '%E0%A4%A=%FF&=&&&=x'],
    ['application/x-www-form-urlencoded', (names) => names.map((name) => `${name}[]=1`).join('&')],
    ['application/x-www-form-urlencoded', () => 'a=1&'.repeat(20_000)],
    ['application/json', () => '{"name":'],
    ['application/json', (names) => JSON.stringify(Object.fromEntries(names.map((n) => [n, {}])))],
    ['application/json', () => '['.repeat(50_000)],
    ['text/plain', () => 'name=Ada'],
    ['application/octet-stream', () => '\u0000\u0001'],
    ['', () => 'name=Ada'],
    [multipart, () => ''],
    [multipart, () => 'no boundary anywhere'],
    [multipart, (names) => names.map((name) => part(name, '', 'cut off')).join('')],
    [
      multipart,
      (names) =>
        `${names.map((name) => part(name, '; filename="../../x.html"', '<script>')).join('')}--${boundary}--\r\n`,
    ],
    ['multipart/form-data', () => 'no boundary named'],
  ]

  test('is answered as a form that lacks everything', async () => {
    const found = new Set<string>()
    const targets = [
      ...submissions.map(({ cookie, path, form }) => ({ cookie, path, form })),
      ...Object.keys(BY_HAND).map((path) => ({ cookie: submissions[0]?.cookie, path, form: null })),
    ]
    for (const { cookie, path, form } of targets) {
      const names = form?.fields.map(({ name }) => name) ?? []
      for (const [type, body] of BODIES) {
        const headers = { 'content-type': type }
        const { status } = await door.send(path, { cookie, headers, content: body(names) })
        if (!STATUSES.has(status)) found.add(`${path}, ${type}: ${status}`)
      }
    }
    expect([...found]).toEqual([])
  }, 300_000)
})

describe('in an address or a header', () => {
  const NAMES = [
    'lang',
    'next',
    'q',
    'page',
    'group',
    'offers',
    'seeks',
    'track',
    'done',
    'saved',
    'off',
    'id',
  ]
  /** The short ones of our own, and some of the others. */
  const some = NAUGHTY.filter((text, i) => text.length < 500 && (i < 45 || i % 12 === 0))

  test('every page is whole, whatever it is asked', async () => {
    const found = new Set<string>()
    const one = new Map(pages.map((page) => [page.pattern, page]))
    let sent = 0
    for (const { cookie, path, pattern } of one.values()) {
      // What was sent above may have closed it by now.
      const plain = await door.send(path, { cookie })
      const html = plain.headers.get('content-type')?.includes('html') ?? false
      for (const text of some) {
        const query = new URLSearchParams(NAMES.map((name) => [name, text])).toString()
        const { status, body } = await door.send(`${path}?${query}`, { cookie })
        const whole =
          !html || (body.includes('</footer>') && !/<script>|onerror="|<svg onload/.test(body))
        if (status !== plain.status || !whole) {
          found.add(`${pattern}: ${status} ${JSON.stringify(text)}`)
        }
        sent += 1
      }
    }
    console.log(`naughty: ${some.length} strings on ${one.size} pages, ${sent} asked`)
    expect([...found]).toEqual([])
  }, 300_000)

  test('languages, cookies and who is said to ask are taken for what they are', async () => {
    const found = new Set<string>()
    for (const text of some) {
      const value = encodeURIComponent(arrived(text))
      const headers = { 'accept-language': value, 'user-agent': value, referer: value }
      const cookie = `locale=${value}; __Host-session=${value}; ${value}=x`
      for (const path of ['/', '/agenda', '/sign-in', '/me']) {
        const { status } = await door.send(path, { cookie, headers })
        if (status !== (path === '/me' ? 303 : 200)) found.add(`${path}: ${status} ${value}`)
      }
    }
    expect([...found]).toEqual([])
  })
})

test('nothing of all this was a fault', () => expect(doors.faults).toEqual([]))

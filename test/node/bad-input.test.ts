import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { startFaulty } from '../support/fault-kinds.ts'

// Every place of a module × values that its type forbids, the types cast away: whatever an event gives,
// no page shows it as it is, none breaks but what the fault table says, and the event next door answers
// the same bytes.

/** What a place must not be given; written so that it is seen wherever it comes out. */
const VALUES: Readonly<Record<string, () => unknown>> = {
  undefined: () => undefined,
  null: () => null,
  'a boolean': () => true,
  'a number': () => 4_242_424_242,
  'not a number': () => Number.NaN,
  'a big integer': () => 4_242_424_242n,
  'a symbol': () => Symbol('shown-symbol'),
  'an empty string': () => '',
  'a list': () => ['shown-list', 'shown-list'],
  'a list of nothing': () => [undefined, null],
  'an object': () => ({ shown: 'shown-object' }),
  'a date': () => new Date(Number.NaN),
  'a map': () => new Map([['shown', 'shown-map']]),
  'a class': () => Map,
  'a function of nothing': () => () => undefined,
  'an asynchronous function': () => async () => 'shown-promised',
  'a promise': () => Promise.resolve('shown-promised'),
  'a promise of nothing': () => Promise.resolve(undefined),
  'a regular expression': () => /shown-pattern/,
  markup: () => '<b onclick="shown()">shown-markup</b>',
  'style that breaks out': () => '#123456}body{display:none',
  'style that reaches out': () => 'url(https://shown.example/x.png)',
  'a style element’s end': () => '</style><script>shown()</script>',
  'a placeholder that is not there': () => 'Hello {shown}',
  'a broken placeholder': () => 'Hello {shown',
  'an object that says it is markup': () => ({ isEscaped: true }),
  'an object without a prototype': () => Object.assign(Object.create(null), { shown: 1 }),
}

/** Where a value is put; `own` names what a module adds itself. */
const PLACES: Readonly<Record<string, (value: unknown) => object>> = {
  messages: (value) => ({ messages: value }),
  'the texts of a language': (value) => ({ messages: { en: value } }),
  'a text': (value) => ({ messages: { en: { 'home.agenda': value } } }),
  'a text with values': (value) => ({ messages: { en: { 'layout.zone': value } } }),
  'a text that is not there': (value) => ({ messages: { en: { 'home.nothing': value } } }),
  theme: (value) => ({ theme: value }),
  'a colour': (value) => ({ theme: { accent: value } }),
  'a font': (value) => ({ theme: { 'font-body': value } }),
  'a length': (value) => ({ theme: { radius: value } }),
  'rules of style': (value) => ({ theme: { css: value } }),
  settings: (value) => ({ settings: value }),
  'a setting': (value) => ({ settings: { expiryHours: value } }),
  'a setting of settings': (value) => ({ settings: { quotas: value } }),
  views: (value) => ({ views: value }),
  'a view': (value) => ({ views: { 'home.hero': value } }),
  'what a view gives back': (value) => ({ views: { 'home.hero': () => value } }),
  'what a view resolves to': (value) => ({ views: { 'home.hero': async () => value } }),
  'the chrome': (value) => ({ views: { 'layout.header': () => value } }),
  pages: (value) => ({ pages: value }),
  'a page': (value) => ({ pages: { '/extra': value } }),
  'a page’s title': (value) => ({ pages: { '/extra': { title: value, view: () => null } } }),
  'a page’s title in a language': (value) => ({
    pages: { '/extra': { title: { en: value }, view: () => null } },
  }),
  'a page’s view': (value) => ({ pages: { '/extra': { title: { en: 'Extra' }, view: value } } }),
  'what a page gives back': (value) => ({
    pages: { '/extra': { title: { en: 'Extra' }, view: () => value } },
  }),
  menu: (value) => ({ menu: value }),
  'a way of the menu': (value) => ({ menu: { '/extra': value } }),
  'a way of the menu in a language': (value) => ({ menu: { '/extra': { en: value } } }),
  routes: (value) => ({ routes: value }),
  'what a route answers': (value) => ({ routes: new Hono().get('/extra', () => value as never) }),
  wraps: (value) => ({ wraps: value }),
  onFault: (value) => ({ onFault: value }),
  guards: (value) => ({ guards: value }),
  'a guard': (value) => ({ guards: { meetings: value } }),
  'what a guard says': (value) => ({ guards: { meetings: () => value } }),
  rules: (value) => ({ rules: value }),
  'a rule': (value) => ({ rules: { 'meetings.request': value } }),
  scorer: (value) => ({ scorer: value }),
  hooks: (value) => ({ hooks: value }),
  'a hook': (value) => ({ hooks: { 'meeting.accepted': value } }),
  app: (value) => ({ app: value }),
  'what is kept': (value) => ({ app: new Hono(), keeps: value }),
  'one that is kept': (value) => ({ app: new Hono(), keeps: [value] }),
  'a key that is not there': (value) => ({ shown: value }),
  ...Object.fromEntries(
    ['messages', 'theme', 'settings', 'views', 'pages', 'menu', 'guards', 'rules', 'hooks'].map(
      (key) => [
        `${key} of __proto__`,
        (value: unknown) => ({ [key]: Object.fromEntries([['__proto__', value]]) }),
      ],
    ),
  ),
}

/** What must be seen nowhere: values as they are, markup, what a text has no value for. */
const SHOWN =
  /undefined|\[object |NaN|shown-(?!markup)|42424242|=>|<b onclick|<script>shown|<\/style><script/
/** In the event's style sheet, after the rules of all; its own rules may be anything that is a rule. */
const STYLED = /shown|body\{display:none/
const styleOf = (body: string): string =>
  [...body.matchAll(/<style>(.*?)<\/style>/gs)].at(-1)?.[1] ?? ''

const PATHS = ['/', '/agenda', '/extra', '/nowhere', '/sign-in']

const next = async ({ get }: ReturnType<typeof startFaulty>) =>
  Promise.all(['/', '/agenda'].map((path) => get('next', path)))
const undisturbed = next(startFaulty('match', null))

describe.each(Object.entries(PLACES))('given for %s', (place, lay) => {
  test.each(Object.entries(VALUES))('%s is shown nowhere', async (name, make) => {
    const module = lay(make())
    const faulty = startFaulty('match', async () => ({ default: module }))
    for (const path of PATHS) {
      const { status, body, headers } = await faulty.get('fair', path)
      expect([200, 404, 500, 503], `${path} ${status}`).toContain(status)
      const shown = SHOWN.exec(`${body} ${JSON.stringify(headers)}`)
      expect(shown?.[0], `${path} ${name}`).toBeUndefined()
      if (place !== 'rules of style') expect(styleOf(body)).not.toMatch(STYLED)
      if (place.startsWith('a text')) expect(body).not.toContain('{shown')
      if (status === 200 && path !== '/extra') expect(body).toContain('</html>')
    }
    expect(await next(faulty)).toEqual(await undisturbed)
    expect(faulty.faults().filter((line) => !/^fair (?!platform)/.test(line))).toEqual([])
  })
})

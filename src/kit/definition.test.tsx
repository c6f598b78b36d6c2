/** @jsxImportSource hono/jsx */
import { Hono } from 'hono'
import { describe, expectTypeOf, test } from 'vitest'
import type { EventModule } from '../seam/module.ts'
import type { Placeholders } from '../seam/placeholders.ts'
import {
  ALLOW,
  defineEvent,
  type EventDefinition,
  type EventFields,
  type FieldValues,
  type GuardFacts,
  type HomeProps,
  type HookEnv,
  type MeetingFact,
  type MessageKey,
  PASS,
  type PersonFacts,
  type RequestRuleFacts,
  type Scorer,
} from './kit.ts'

type ScoredFields<Fields> = Parameters<Scorer<Fields>>[0]['fields']
type Facts<Fields> = Parameters<
  NonNullable<NonNullable<EventDefinition<Fields>['guards']>['meetings']>
>[0]['person']['fields']

// What authors write is checked by the compiler: each mistake here has to be one for it, each sound
// piece has to pass. `tsc` is the test; nothing of it runs but the proof that it is read.

describe('messages', () => {
  test('have the base’s keys, in languages that there are', () => {
    defineEvent({
      messages: { en: { 'home.agenda': 'Plan' }, 'de-AT': { 'agenda.title': 'Plan' } },
    })
    // @ts-expect-error: the base has no such text.
    defineEvent({ messages: { en: { 'home.nothing': 'Plan' } } })
    // @ts-expect-error: no language.
    defineEvent({ messages: { english: { 'home.agenda': 'Plan' } } })
    // @ts-expect-error: written with an underscore.
    defineEvent({ messages: { en_US: { 'home.agenda': 'Plan' } } })
    // @ts-expect-error: a text is a string.
    defineEvent({ messages: { en: { 'home.agenda': 42 } } })
    expectTypeOf<'home.agenda'>().toExtend<MessageKey>()
    expectTypeOf<'home.nothing'>().not.toExtend<MessageKey>()
  })

  test('have no values but those of the base’s text', () => {
    defineEvent({ messages: { de: { 'layout.zone': 'Zeiten in {zone}.' } } })
    // @ts-expect-error: there is no {town}.
    defineEvent({ messages: { de: { 'layout.zone': 'Zeiten in {zone} ({town}).' } } })
    // @ts-expect-error: a text without values.
    defineEvent({ messages: { en: { 'home.agenda': 'Plan {count}' } } })
    // What is not written down here is looked at by the build.
    const elsewhere: string = 'Plan {count}'
    defineEvent({ messages: { en: { 'home.agenda': elsewhere } } })
  })

  test('are read as ICU has them', () => {
    expectTypeOf<Placeholders<'plain'>>().toEqualTypeOf<never>()
    expectTypeOf<Placeholders<'{a} and { b }'>>().toEqualTypeOf<'a' | 'b'>()
    expectTypeOf<Placeholders<'{n, number} on {d, date, short}'>>().toEqualTypeOf<'n' | 'd'>()
    expectTypeOf<
      Placeholders<'{n, plural, =0 {None} one {{who, select, x {X {q}} other {}}} other {#}} {end}'>
    >().toEqualTypeOf<'n' | 'who' | 'q' | 'end'>()
  })
})

describe('looks', () => {
  test('are the base’s tokens and views, with the same props', () => {
    defineEvent({ theme: { accent: '#123456' } })
    // @ts-expect-error: no such token.
    defineEvent({ theme: { acent: '#123456' } })
    defineEvent({ views: { 'home.hero': ({ page }: HomeProps) => <h1>{page.tenant.name}</h1> } })
    // @ts-expect-error: a view that the base does not have, or has no more.
    defineEvent({ views: { 'home.sponsors': () => <p /> } })
    // @ts-expect-error: no component.
    defineEvent({ views: { 'home.hero': '<h1>Hello</h1>' } })
    // @ts-expect-error: nothing that could be shown.
    defineEvent({ views: { 'home.hero': () => 42 } })
    // @ts-expect-error: a prop that is not there.
    defineEvent({ views: { 'home.hero': ({ sponsors }) => <p>{sponsors}</p> } })
  })

  test('are pages and ways of the menu by their paths', () => {
    defineEvent({ pages: { '/visa': { title: 'Visa', view: ({ page }) => <p>{page.path}</p> } } })
    // @ts-expect-error: a path begins with a slash.
    defineEvent({ pages: { visa: { title: 'Visa', view: () => <p /> } } })
    // @ts-expect-error: a page has a title.
    defineEvent({ pages: { '/visa': { view: () => <p /> } } })
    defineEvent({ menu: { '/rounds': { en: 'Rounds' }, '/directory': false } })
    // @ts-expect-error: a label or false.
    defineEvent({ menu: { '/rounds': true } })
  })
})

describe('what an event works by', () => {
  test('settings have the base’s names and types', () => {
    defineEvent({
      settings: {
        slotPlan: { days: [{ date: '2027-03-27', from: '09:00', to: '17:00', minutes: 15 }] },
        expiryHours: null,
        quotas: { groups: { buyers: { pending: 5 } } },
      },
    })
    // @ts-expect-error: no such setting.
    defineEvent({ settings: { expiryHour: 12 } })
    // @ts-expect-error: a number or null.
    defineEvent({ settings: { expiryHours: '12' } })
    // @ts-expect-error: a day has a length of slots.
    defineEvent({ settings: { slotPlan: { days: [{ date: '', from: '', to: '' }] } } })
    // @ts-expect-error: no such right.
    defineEvent({ settings: { groups: { '*': { all: { meet: false } } } } })
  })

  test('fields have a type, a label and somebody who sees them', () => {
    const common = { label: { en: 'Volume' }, visibility: 'public' } as const
    defineEvent({
      fields: {
        volume: { ...common, type: 'number', unit: 't', filterable: true },
        licenceNo: { ...common, type: 'text', visibility: 'organisers', retention: 30 },
        market: { ...common, type: 'choice', options: { eu: 'Europe' } },
      },
    })
    // @ts-expect-error: no such type.
    defineEvent({ fields: { volume: { ...common, type: 'colour' } } })
    // @ts-expect-error: it has to be said who sees it.
    defineEvent({ fields: { volume: { type: 'number', label: 'Volume' } } })
    // @ts-expect-error: no such people.
    defineEvent({ fields: { volume: { ...common, type: 'number', visibility: 'friends' } } })
    // @ts-expect-error: a text has no unit.
    defineEvent({ fields: { volume: { ...common, type: 'text', unit: 't' } } })
    // @ts-expect-error: a choice has options.
    defineEvent({ fields: { market: { ...common, type: 'choice' } } })
    // @ts-expect-error: the base has a field of this name.
    defineEvent({ fields: { email: { ...common, type: 'text' } } })
  })

  test('what people say in the fields has their types wherever facts are handed out', () => {
    const fields = {
      stage: { type: 'choice', label: 'Stage', options: { seed: 'Seed', growth: 'Growth' } },
      markets: { type: 'choices', label: 'Markets', options: { eu: 'Europe', us: 'Americas' } },
      ticket: { type: 'number', label: 'Ticket' },
      founded: { type: 'date', label: 'Founded' },
      raising: { type: 'yes-no', label: 'Raising now' },
      pitch: { type: 'text', label: 'Pitch', lines: true },
    } as const
    interface Short {
      readonly stage?: 'seed' | 'growth'
      readonly markets?: readonly ('eu' | 'us')[]
      readonly ticket?: number
      readonly founded?: string
      readonly raising?: boolean
    }
    expectTypeOf<ScoredFields<typeof fields>>().branded.toEqualTypeOf<Short>()
    expectTypeOf<Facts<typeof fields>>().branded.toEqualTypeOf<
      Short & { readonly pitch?: string }
    >()
    // Without fields of one's own, whatever another version of the module may have declared.
    expectTypeOf<ScoredFields<EventFields>>().toEqualTypeOf<FieldValues>()

    const nda = { type: 'yes-no', label: 'NDA', visibility: 'organisers' } as const
    defineEvent({
      fields: { nda },
      guards: {
        meetings: ({ person }) => {
          expectTypeOf(person.fields.nda).toEqualTypeOf<boolean | undefined>()
          return PASS
        },
      },
      rules: {
        'meetings.request': ({ from, to }) =>
          from.fields.nda === to.fields.nda ? ALLOW : { refuse: 'Sign first.' },
      },
      scorer: (me, other) => ({ score: me.fields.nda === other.fields.nda ? 1 : 0, reasons: [] }),
    })
    // @ts-expect-error: no such field.
    defineEvent({ fields: { nda }, guards: { meetings: ({ person }) => person.fields.nad } })
    const bad = () => ({ score: 1, reasons: [] })
    defineEvent({ fields: { nda }, scorer: bad })
    // @ts-expect-error: no such field.
    defineEvent({ fields: { nda }, scorer: (me) => ({ ...bad(), score: me.fields.ticket }) })
    const elsewhere: Scorer<{ readonly nda: typeof nda }> = (me) => ({
      score: Number(me.fields.nda ?? false),
      reasons: [],
    })
    defineEvent({ fields: { nda }, scorer: elsewhere })
  })
})

describe('what is closed', () => {
  test('guards name features of the base and answer a verdict', () => {
    defineEvent({
      guards: {
        meetings: async ({ person, store, now }) => {
          expectTypeOf(person).toEqualTypeOf<PersonFacts>()
          expectTypeOf(store).toEqualTypeOf<GuardFacts['store']>()
          return now > 0 && person.fields['nda'] === true ? PASS : { to: '/nda' }
        },
        directory: () => ({ refuse: { en: 'Not yet.' } }),
      },
    })
    // @ts-expect-error: a feature without a guard.
    defineEvent({ guards: { '/meetings': () => PASS } })
    // @ts-expect-error: no verdict.
    defineEvent({ guards: { meetings: () => true } })
    // @ts-expect-error: another host.
    defineEvent({ guards: { meetings: () => ({ to: 'https://nda.example' }) } })
  })

  test('rules name what they decide and answer at once', () => {
    defineEvent({
      rules: {
        'meetings.request': (facts) => {
          expectTypeOf(facts).toEqualTypeOf<RequestRuleFacts>()
          return facts.from.group === facts.to.group ? { refuse: 'Same group.' } : ALLOW
        },
        'meetings.cancel': ({ meeting, now }) =>
          now < meeting.start ? ALLOW : { refuse: 'Too late.' },
      },
    })
    // @ts-expect-error: nothing that is asked about.
    defineEvent({ rules: { 'meetings.accept': () => ALLOW } })
    // @ts-expect-error: nothing is waited for.
    defineEvent({ rules: { 'meetings.request': async () => ALLOW } })
    // @ts-expect-error: a guard's word.
    defineEvent({ rules: { 'meetings.request': () => PASS } })
  })

  test('an app keeps features of the base by name', () => {
    defineEvent({ app: new Hono(), keeps: ['sign-in', 'me', 'badge'] })
    // @ts-expect-error: nothing that could be kept.
    defineEvent({ app: new Hono(), keeps: ['sign-in', 'form'] })
    // @ts-expect-error: no app.
    defineEvent({ app: () => new Response() })
    // @ts-expect-error: no app.
    defineEvent({ routes: { '/own': () => new Response() } })
  })
})

describe('hooks', () => {
  test('are named after what happens, and are told the fact of it', () => {
    defineEvent({
      hooks: {
        'meeting.accepted': async (fact, env) => {
          expectTypeOf(fact).toEqualTypeOf<MeetingFact>()
          expectTypeOf(env).toEqualTypeOf<HookEnv>()
          await env.http.fetch('https://crm.example', { method: 'POST', body: fact.meeting })
        },
        'attendee.registered': ({ person }) => void expectTypeOf(person.id).toBeString(),
        'contact.exchanged': ({ scanner }, env) => env.log(scanner.id),
      },
    })
    // @ts-expect-error: nothing of this name happens.
    defineEvent({ hooks: { 'meeting.forgotten': () => {} } })
    // @ts-expect-error: no function.
    defineEvent({ hooks: { 'meeting.accepted': 'https://crm.example' } })
    // @ts-expect-error: nobody's name is in a fact.
    defineEvent({ hooks: { 'attendee.changed': (fact, env) => env.log(fact.person.name) } })
    // @ts-expect-error: there is no store in a hook.
    defineEvent({ hooks: { 'meeting.moved': (fact, env) => env.store } })
  })
})

describe('the rest', () => {
  test('a scorer says how well somebody suits somebody, and why', () => {
    defineEvent({
      scorer: (me, other, { weights }) => ({
        score: me.group === other.group ? 0 : Math.min(1, weights.size),
        reasons: [{ kind: 'own', words: { en: `Same stage as ${other.id}` } }],
      }),
    })
    // @ts-expect-error: no reasons.
    defineEvent({ scorer: () => ({ score: 1 }) })
    // @ts-expect-error: nothing is waited for.
    defineEvent({ scorer: async () => ({ score: 1, reasons: [] }) })
    // @ts-expect-error: a kind of reason that nobody could put into words.
    defineEvent({ scorer: () => ({ score: 1, reasons: [{ kind: 'stage' }] }) })
  })

  test('settings of the way have one value each', () => {
    defineEvent({ routes: new Hono(), wraps: 'base', onFault: 'base' })
    // @ts-expect-error: 'base' or left out.
    defineEvent({ onFault: 'event' })
    // @ts-expect-error: a seam that the base does not have.
    defineEvent({ hocks: {} })
    expectTypeOf(defineEvent({})).toEqualTypeOf<EventDefinition>()
  })

  test('has every key that a module may have, and no other', () => {
    expectTypeOf<keyof EventDefinition>().toEqualTypeOf<keyof EventModule>()
  })
})

import { Hono } from 'hono'
import type { AppEnv } from '../../src/contract.ts'
import type { Base } from '../../src/seam/base.ts'
import { Deciders } from '../../src/seam/deciders.ts'
import type { SeamWatch } from '../../src/seam/fault.ts'
import { guardSeam, PASS, type Passage, passGuard } from '../../src/seam/guard.ts'
import { Messages, messageSeam } from '../../src/seam/message.ts'
import { ALLOW, askRule, ruleSeam, type RuleVerdict } from '../../src/seam/rule.ts'
import { scored, type ScorerSeam } from '../../src/seam/scorer.ts'
import { type Markup, renderView, type View, viewSeam } from '../../src/seam/view.ts'
import { inLocale } from '../../src/seam/words.ts'

/** The seams of the tiny base, as its routes use them. */
export interface TinyPieces {
  greet(name: string): Markup
  pass(path: string): Promise<Passage>
  mayPost(count: number): RuleVerdict
  sorted(words: readonly string[]): readonly string[]
}

type Tiny = { Bindings: AppEnv<TinyPieces> }

const words = messageSeam('tiny', { en: { hello: 'Hello {name}' } })

const greeting = viewSeam('greeting', ({ text }: { readonly text: string }): Markup => {
  const escaped = new String(`<p>${text}</p>`)
  return Object.assign(escaped, { isEscaped: true as const }) as unknown as Markup
})

const door = guardSeam<{ readonly path: string }>()('door')
const posting = ruleSeam<{ readonly count: number }>()('post')
type Weigh = (word: string) => number
const weighing: ScorerSeam<Weigh> = {
  read(value) {
    if (typeof value === 'number' && value >= 0 && value <= 1) return value
    throw new TypeError('A weight is a number from 0 to 1.')
  },
}

const home = new Hono<Tiny>()
  .get('/', async (c) => c.html(String(await c.env.pieces.greet(c.env.tenant.name))))
  .post('/', (c) => {
    const verdict = c.env.pieces.mayPost(1)
    return verdict === ALLOW ? c.text('base posted') : c.text(inLocale(verdict.refuse, 'en'), 409)
  })
  .get('/ranking', (c) => c.text(c.env.pieces.sorted(['bee', 'ant', 'cow']).join(' ')))

const behind = new Hono<Tiny>().get('/private', async (c) => {
  const passage = await c.env.pieces.pass(c.req.path)
  if (passage === PASS) return c.text('base private')
  if (passage instanceof Response) return passage
  if ('to' in passage) return c.redirect(passage.to, 303)
  return c.text(inLocale(passage.refuse, 'en'), 403)
})

const routes = new Hono<Tiny>()
  .route('/', home)
  .route('/', behind)
  .get('/broken-base', () => {
    throw new Error('the base is broken')
  })

const STATUS = { fault: 500, 'not-found': 404, 'not-allowed': 405, closed: 503 } as const

/** Another product than Match: one seam of each kind, a few pages. Dispatch must not notice. */
export const tinyBase: Base<TinyPieces> = {
  routes,
  parts: new Map(Object.entries({ home, behind })),
  isPublic: (request) => ['/', '/public', '/ranking'].includes(new URL(request.url).pathname),
  page: (kind, request) => {
    if (new URL(request.url).searchParams.has('break-page')) throw new Error('page broken')
    return new Response(`tiny ${kind}`, { status: STATUS[kind] })
  },
  lay: (_tenant, module) => {
    const messages = new Messages(module?.messages)
    const view = module?.views?.['greeting'] as View<{ readonly text: string }> | undefined
    const guards = new Deciders('guard', new Set([door.name]), module?.guards)
    const rules = new Deciders('rule', new Set([posting.name]), module?.rules)
    return {
      routes: null,
      bind: (watch: SeamWatch) => ({
        pass: async (path) =>
          guards.has(door.name) ? passGuard(guards, door, { path }, watch) : PASS,
        mayPost: (count) =>
          rules.has(posting.name) ? askRule(rules, posting, { count }, watch) : ALLOW,
        sorted: (given) =>
          scored(weighing, module?.scorer, watch, {
            use: (weigh) => given.toSorted((a, b) => weigh(b) - weigh(a)),
            base: () => given.toSorted(),
          }),
        greet: (name) => {
          const text = messages.text(words, 'hello', 'en', { name }, watch)
          return renderView(greeting, view, { text }, watch)
        },
      }),
    }
  },
}

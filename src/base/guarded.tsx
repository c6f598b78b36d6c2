import { type Context, Hono, type Handler } from 'hono'
import type { Result, Store, Tenant } from '../contract.ts'
import { type GuardSeam, PASS, type Passage } from '../seam/guard.ts'
import { SeamFault } from '../seam/fault.ts'
import { inLocale, type Words } from '../seam/words.ts'
import { createPage } from './create-page.ts'
import { errorMessages } from './errors/messages.ts'
import { refusedPage } from './errors/refused-page.tsx'
import { respond } from './layout/respond.tsx'
import { type PersonFacts, readOwnFacts } from './people/person-facts.ts'
import type { SignedOut } from './people/signed-in.ts'
import type { MatchEnv } from './pieces.ts'
import { signInFirst } from './sign-in/sign-in-first.ts'

/** What a guard of an event is given. Everything but `store` is plain data. */
export interface GuardFacts {
  readonly tenant: Tenant
  /** Who wants to go on; guards are asked about people who are signed in. */
  readonly person: PersonFacts
  /** Path of the request, `/meetings`. */
  readonly path: string
  /** Whether something is to be changed and not only shown. */
  readonly changes: boolean
  /** Epoch milliseconds. */
  readonly now: number
  /** As for every code of the event, bound to who is asking; for a calendar feed that is nobody. */
  readonly store: Store
}

type GuardContext = Context<{ Bindings: MatchEnv }>
type MatchGuard = GuardSeam<string, GuardFacts>
type Whose = (store: Store) => Promise<Result<PersonFacts, SignedOut>>

const ownFacts: Whose = (store) => store.read(readOwnFacts, {})

/** What is known already of this request: a guard is asked once. */
const asked = new WeakMap<MatchEnv, Map<string, Promise<Passage | SignedOut>>>()

/**
 * Asks the event's guard whether somebody may go on.
 *
 * @param whose the visitor's own unless told
 * @throws a closed `SeamFault` when it cannot be told
 */
export function askGuard(
  c: GuardContext,
  guard: MatchGuard,
  whose: Whose = ownFacts,
): Promise<Passage | SignedOut> {
  const known = asked.get(c.env) ?? new Map<string, Promise<Passage | SignedOut>>()
  asked.set(c.env, known)
  const passage = known.get(guard.name) ?? ask(c, guard, whose)
  known.set(guard.name, passage)
  return passage
}

async function ask(
  { req, env }: GuardContext,
  guard: MatchGuard,
  whose: Whose,
): Promise<Passage | SignedOut> {
  const { pieces, store, tenant, clock } = env
  if (!pieces.guards(guard)) return PASS
  const facts = await whose(store)
  if (!facts.ok) return facts.error
  const { path, method } = req
  const changes = !['GET', 'HEAD'].includes(method)
  const person = facts.value
  return pieces.pass(guard, { tenant, person, path, changes, now: clock.now(), store })
}

/** null for a visitor who may go on, else what they are answered. */
export async function requireGuard(c: GuardContext, guard: MatchGuard): Promise<Response | null> {
  const passage = await askGuard(c, guard)
  if (passage === PASS) return null
  if (passage instanceof Response) return passage
  if ('tag' in passage) return signInFirst(c)
  return 'to' in passage ? sendOn(c, guard, passage.to) : refuse(c, passage.refuse)
}

/** To where what is missing can be done; the way back is told. */
function sendOn(c: GuardContext, { name }: MatchGuard, to: string): Response {
  const { pathname, search } = new URL(c.req.url)
  if (to.split('?')[0] === pathname) {
    throw new SeamFault(`guard:${name}`, new Error('The guard leads to what it guards.'), true)
  }
  const next = c.req.method === 'GET' ? pathname + search : '/'
  const query = `${to.includes('?') ? '&' : '?'}next=${encodeURIComponent(next)}`
  return c.redirect(to + query, 303)
}

function refuse(c: GuardContext, why: Words): Promise<Response> {
  const page = createPage(c)
  const title = page.texts(errorMessages)('stopped')
  const body = page.show(refusedPage, { page, why: inLocale(why, page.locale) })
  c.header('Cache-Control', 'no-store')
  return respond(c, page, { title, body, status: 403 })
}

/**
 * A feature's routes behind its guards: every handler asks by itself, so that none answers without,
 * whatever the path looked like that led to it.
 */
export function guarded(
  routes: Hono<{ Bindings: MatchEnv }>,
  guards: readonly MatchGuard[],
): Hono<{ Bindings: MatchEnv }> {
  if (guards.length === 0) return routes
  const behind = new Hono<{ Bindings: MatchEnv }>()
  for (const { method, path, handler } of routes.routes) {
    behind.on(method, path, async (c, next) => {
      for (const guard of guards) {
        const answer = c.env.pieces.guards(guard) ? await requireGuard(c, guard) : null
        if (answer !== null) return answer
      }
      return (handler as Handler)(c, next)
    })
  }
  return behind
}

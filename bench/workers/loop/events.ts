import { Hono } from 'hono'
import { CONFIG } from '../../../src/config.ts'
import { type EventDefinition, defineEvent } from '../../../src/kit/kit.ts'
import { PING } from '../ping-path.ts'
import { ask, benchTenant, wireConstant } from './fixture.ts'
import type { Subject } from './measure.ts'

const own = defineEvent({
  messages: { en: { 'home.agenda': 'Plan your two days' } },
  theme: { accent: '#1f5f3f' },
  routes: new Hono().get(PING, (c) => c.text('pong')),
})

const faultyRoute = defineEvent({
  routes: new Hono().get('/', () => {
    throw new Error('This route is broken.')
  }),
})

const faultyView = defineEvent({
  views: {
    'home.facts': () => {
      throw new Error('This view is broken.')
    },
  },
})

/** A breaker that never opens: every request tries what is broken. */
const TRYING = { ...CONFIG, breaker: { ...CONFIG.breaker, budget: Infinity } }

/** An event with this module. */
function event(module: EventDefinition | null, path: string, config = CONFIG): Subject {
  const tenant = benchTenant('bench')
  const events = new Map<string, () => Promise<unknown>>()
  if (module !== null) events.set(tenant.key, () => Promise.resolve({ default: module }))
  const dispatch = wireConstant([tenant], { events, config })
  return { run: (ctx) => dispatch(ask(tenant.canonicalHost, path), ctx) }
}

export const eventSubjects = {
  'plain ping': () => event(null, PING),
  'control ping': () => event(null, PING),
  'plain home': () => event(null, '/'),
  'own ping': () => event(own, PING),
  'own home': () => event(own, '/'),
  'faulty route': () => event(faultyRoute, '/', TRYING),
  'faulty view': () => event(faultyView, '/', TRYING),
  'open route': () => event(faultyRoute, '/'),
  'open view': () => event(faultyView, '/'),
}

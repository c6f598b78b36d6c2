import { CONFIG } from '../../../src/config.ts'
import { ANONYMOUS } from '../../../src/contract.ts'
import { createOpenPublished, openStore } from '../../../src/wire.ts'
import { createBareApp } from '../bare-app.ts'
import { PING } from '../ping-path.ts'
import { ask, benchTenant, constantEnv, silent, wireConstant } from './fixture.ts'
import type { Subject } from './measure.ts'

const tenant = benchTenant('bench')
const host = tenant.canonicalHost

function bare(path: string): Subject {
  const env = constantEnv([tenant])
  const clock = { now: () => Date.now() }
  const published = createOpenPublished(env, clock, silent, CONFIG)
  const app = createBareApp(tenant, openStore(env, tenant, ANONYMOUS), published)
  return { run: (ctx) => app(ask(host, path), ctx) }
}

function dispatched(path: string): Subject {
  const dispatch = wireConstant([tenant])
  return { run: (ctx) => dispatch(ask(host, path), ctx) }
}

/** The same without the platform's timer: what is left of the deadline is its promise. */
function untimed(path: string): Subject {
  const { setTimeout, clearTimeout } = globalThis
  return {
    ...dispatched(path),
    before: () => Object.assign(globalThis, { setTimeout: () => 0, clearTimeout: () => {} }),
    after: () => Object.assign(globalThis, { setTimeout, clearTimeout }),
  }
}

/** The base alone, and the whole way to it. */
export const wholeSubjects = {
  request: (): Subject => ({ run: () => ask(host, PING) }),
  ...ways('ping', PING),
  ...ways('missing', '/bench/missing'),
}

function ways(name: string, path: string): Record<string, () => Subject> {
  return {
    [`${name} bare`]: () => bare(path),
    [`${name} control`]: () => bare(path),
    [`${name} dispatched`]: () => dispatched(path),
    [`${name} untimed`]: () => untimed(path),
  }
}

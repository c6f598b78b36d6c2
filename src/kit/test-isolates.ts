import { type Clock, err, ok, type Tenant } from '../contract.ts'
import type { BreakerOptions } from '../dispatch/breaker.ts'
import { errorOf } from '../dispatch/isolated-answer.ts'
import { createLoader } from '../dispatch/load.ts'
import { overridesOf } from '../dispatch/overrides.ts'
import type { ServeLimits } from '../dispatch/serve.ts'
import { turnCarrier, turnReader } from '../isolate/carried-turn.ts'
import { Guest, type GuestCall } from '../isolate/guest.ts'
import { Ports, type PortsParts } from '../isolate/ports.ts'
import type { GuestPorts, GuestTurn } from '../isolate/protocol.ts'
import type {
  Isolate,
  Isolates,
  IsolateTurn,
  OpenedIsolate,
  ReleaseFacts,
} from '../isolate-ports.ts'
import type { EventsMap, KeepAlive } from '../ports.ts'
import type { Base } from '../seam/base.ts'
import { within } from '../within.ts'

export interface TestIsolatesParts<Pieces> {
  readonly base: Base<Pieces>
  /** What the release of each event is made of, whatever its id. */
  readonly events: EventsMap
  readonly ports: Omit<PortsParts, 'tells'>
  readonly limits: ServeLimits
  readonly breaker: BreakerOptions
  readonly clock: Clock
  /** Told of every call of a release to the platform. */
  readonly called?: (port: keyof GuestPorts) => void
  /** Milliseconds a release has until it is ready; as long as for an answer unless given. */
  readonly start?: number
  /** The state of what is published that would be answered at once. */
  readonly published?: (tenant: Tenant) => number | null
}

/** The lane of tests that name none: each is to pass in both. */
export const LANE = process.env['USHER_LANE'] === 'isolated' ? 'isolated' : 'shared'

/** The record of an event that runs from a release. */
export const onRelease = (tenant: Tenant): Tenant => ({
  ...tenant,
  lane: 'isolated',
  release: { id: '0'.repeat(64), previous: null, pinned: false },
})

interface Started {
  readonly entry: ReturnType<EventsMap['get']>
  readonly open: (keepAlive: KeepAlive) => OpenedIsolate
}

/**
 * The isolated lane without an isolate: the code that runs in one, in this process, and everything that
 * passes in or out of it a copy. What works here works there, but for the walls around it.
 */
export function createTestIsolates<Pieces>(parts: TestIsolatesParts<Pieces>): Isolates {
  const { base, events, breaker, clock } = parts
  const known = new Map<string, Started>()
  const load = createLoader()

  async function start(
    tenant: Tenant,
    entry: ReturnType<EventsMap['get']>,
  ): Promise<Started['open']> {
    const importer = typeof entry === 'function' ? entry : null
    const guest = new Guest({ baseOf: () => base, clock, breaker }, importer)
    const turn = { tenant, viewer: null, requestId: '', origin: '' }
    const ready = guest.ready(turnOf(parts, turn))
    const told = await within(ready, parts.start ?? parts.limits.deadline, () => TOO_LATE)
    if (told !== null) return () => err(errorOf(structuredClone(told)))
    const module = importer === null ? null : await load(tenant.key, importer)
    const about = factsOf(base, module?.ok === true ? module.value : null)
    return (keepAlive) => ok(isolateOf(parts, guest, about, keepAlive))
  }

  return {
    open(tenant, _release, keepAlive) {
      const entry = events.get(tenant.key)
      const started = known.get(tenant.key)
      if (started !== undefined && started.entry === entry) return started.open(keepAlive)
      return start(tenant, entry).then((open) => {
        known.set(tenant.key, { entry, open })
        return open(keepAlive)
      })
    },
  }
}

const TOO_LATE = { name: 'Error', message: 'The release was not ready in time.', stack: null }

function factsOf<Pieces>(
  base: Base<Pieces>,
  module: Parameters<typeof overridesOf>[1] | null,
): ReleaseFacts {
  if (module === null) return { fallsOpen: true, messages: {} }
  const { fallsOpen } = overridesOf(base, module)
  try {
    return { fallsOpen, messages: structuredClone(module.messages ?? {}) }
  } catch {
    // A build refuses texts that are none.
    return { fallsOpen, messages: {} }
  }
}

function isolateOf<Pieces>(
  parts: TestIsolatesParts<Pieces>,
  guest: Guest<Pieces>,
  about: ReleaseFacts,
  keepAlive: KeepAlive,
): Isolate {
  const call = (turn: IsolateTurn): GuestCall => callOf(parts, turn, keepAlive)
  return {
    about,
    async serve(turn, request) {
      const answer = await guest.serve(call(turn), request)
      if (!('response' in answer)) return structuredClone(answer)
      const { response, ...rest } = answer
      return { ...structuredClone(rest), response }
    },
    hook: async (turn, work) =>
      structuredClone(await guest.hook(call(turn), structuredClone(work))),
    explain: async (turn, asked) =>
      structuredClone(await guest.explain(call(turn), structuredClone(asked))),
  }
}

function callOf<Pieces>(
  parts: TestIsolatesParts<Pieces>,
  turn: IsolateTurn,
  keepAlive: KeepAlive,
): GuestCall {
  const { tenant, viewer, requestId } = turn
  const whose = { event: tenant.key, storeId: tenant.storeId, host: tenant.canonicalHost }
  const { base, ports } = parts
  const tells = base.lay(tenant, null).told?.command.name ?? ''
  return {
    ports: copying(
      new Ports({ ...ports, tells }, { ...whose, viewer, requestId }, keepAlive),
      parts.called,
    ),
    turn: turnOf(parts, turn),
    ctx: { waitUntil: keepAlive, passThroughOnException: () => undefined, props: {} },
  }
}

const turnOf = <Pieces>(
  { limits, published = () => null }: TestIsolatesParts<Pieces>,
  turn: IsolateTurn,
): GuestTurn =>
  turnReader()(turnCarrier()({ ...turn, limits, around: {}, published: published(turn.tenant) }))

/** Ports behind which everything is a copy, errors without their class. */
function copying(
  ports: Ports,
  called: (port: keyof GuestPorts) => void = () => undefined,
): GuestPorts {
  const pass = async <T>(port: keyof GuestPorts, call: () => Promise<T>): Promise<T> => {
    called(port)
    try {
      const answer = await call()
      return answer instanceof Response ? answer : structuredClone(answer)
    } catch (error) {
      throw error instanceof Error
        ? Object.assign(new Error(error.message), Object.fromEntries(Object.entries(error)))
        : error
    }
  }
  return {
    store: (call) => pass('store', () => ports.store(structuredClone(call))),
    stores: (calls) => pass('stores', () => ports.stores(structuredClone(calls))),
    published: (known) => pass('published', () => ports.published(known)),
    renew: () => pass('renew', () => ports.renew()),
    mail: (mail) => pass('mail', () => ports.mail(structuredClone(mail))),
    http: (url, init) => pass('http', () => ports.http(url, structuredClone(init))),
    secret: (name) => pass('secret', () => ports.secret(name)),
    report: (reports) => pass('report', () => ports.report(structuredClone(reports))),
  }
}

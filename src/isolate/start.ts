import type { IsolateLimits } from '../contract.ts'
import { carried } from './carried-answer.ts'
import { turnCarrier } from './carried-turn.ts'
import type { GuestStub, IsolateCode, IsolatesParts } from './isolates.ts'
import type { EventProps, PortsProps } from './ports.ts'
import type { GuestProps, GuestTurn } from './protocol.ts'

/** The Worker's own entrypoints that isolates are handed, each bound by its props. */
export interface IsolateExports {
  EventPorts(options: { readonly props: PortsProps }): GuestProps['ports']
  EventGateway(options: { readonly props: EventProps }): Fetcher
}

/**
 * Starts releases by the platform's loader. What an isolate is fixed to when it is loaded stands in its
 * name: event, store, code, limits, whether it has a way out at all, and whether it is only looked at.
 *
 * @param defaults for events whose record says nothing of it
 * @param looks what is kept in memory there serves nobody else, and nothing can be changed
 */
export function startBy(
  loader: WorkerLoader,
  exports: IsolateExports,
  defaults: IsolateLimits,
  looks = false,
): IsolatesParts['start'] {
  const carryTurn = turnCarrier()
  return (tenant, release, code, turn) => {
    const { key: event, storeId, canonicalHost: host, limits = defaults, outbound } = tenant
    const whose: EventProps = { event, storeId, host, ...(looks ? { looks } : {}) }
    const goesOut = outbound.length > 0
    const { cpuMs, subRequests } = limits
    const way = goesOut ? 'out' : 'shut'
    const fixed = [event, storeId, release, cpuMs, subRequests, way, looks ? 'looked-at' : 'serves']
    const worker = loader.get(fixed.join(' '), async () => ({
      ...workerCode(await code()),
      env: {},
      globalOutbound: goesOut ? exports.EventGateway({ props: whose }) : null,
      limits: { cpuMs, subRequests },
    }))
    const props: GuestProps = { ports: portsOf(exports, whose, turn), ...carryTurn(turn) }
    const guest = worker.getEntrypoint('Guest', { props }) as unknown as GuestEntry
    return {
      ready: () => guest.ready(),
      serve: async (request) => carried(await guest.fetch(asItIs(request))),
      hook: (work) => guest.hook(work),
      explain: (asked) => guest.explain(asked),
    }
  }
}

/** A release's entrypoint: its requests come as such, everything else by name. */
type GuestEntry = Omit<GuestStub, 'serve'> & Pick<Fetcher, 'fetch'>

/** A redirect is the visitor's to follow; what comes from a visitor says so already. */
const asItIs = (request: Request): Request =>
  request.redirect === 'manual' ? request : new Request(request, { redirect: 'manual' })

const portsOf = (
  exports: IsolateExports,
  whose: EventProps,
  { viewer, requestId }: GuestTurn,
): GuestProps['ports'] => exports.EventPorts({ props: { ...whose, viewer, requestId } })

const workerCode = ({ release, modules }: IsolateCode) => ({
  compatibilityDate: release.compatibilityDate,
  compatibilityFlags: [...release.compatibilityFlags],
  mainModule: release.main,
  modules: { ...modules },
})

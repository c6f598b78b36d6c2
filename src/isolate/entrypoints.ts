import { WorkerEntrypoint } from 'cloudflare:workers'
import type { HttpInit, OutgoingMail } from '../contract.ts'
import type { IsolateReports } from '../isolate-ports.ts'
import type { StoreCall, StoreReply } from '../store/rpc.ts'
import { throughGateway } from './gateway.ts'
import { type EventProps, Ports, type PortsParts, type PortsProps } from './ports.ts'
import type { GuestPorts, GuestSnapshot } from './protocol.ts'

/** The class that stands for one event's capabilities; export it from the Worker as `EventPorts`. */
export const eventPortsClass = <Env>(
  partsOf: (env: Env, ctx: Pick<ExecutionContext, 'exports'>) => PortsParts,
) =>
  class extends WorkerEntrypoint<Env, PortsProps> implements GuestPorts {
    store(call: StoreCall): Promise<StoreReply> {
      return this.#ports.store(call)
    }

    stores(calls: readonly StoreCall[]): Promise<readonly StoreReply[]> {
      return this.#ports.stores(calls)
    }

    published(known: number | null): Promise<GuestSnapshot | null> {
      return this.#ports.published(known)
    }

    renew(): Promise<GuestSnapshot> {
      return this.#ports.renew()
    }

    mail(mail: OutgoingMail): Promise<void> {
      return this.#ports.mail(mail)
    }

    http(url: string, init?: HttpInit): Promise<Response> {
      return this.#ports.http(url, init)
    }

    secret(name: string): Promise<string> {
      return this.#ports.secret(name)
    }

    report(reports: IsolateReports): Promise<void> {
      return this.#ports.report(reports)
    }

    get #ports(): Ports {
      const { ctx } = this
      return new Ports(partsOf(this.env, ctx), ctx.props, (promise) => ctx.waitUntil(promise))
    }
  }

/** The way out of an isolate for what calls `fetch` itself; export it from the Worker as `EventGateway`. */
export const eventGatewayClass = <Env>(
  partsOf: (
    env: Env,
    ctx: Pick<ExecutionContext, 'exports'>,
  ) => Pick<PortsParts, 'directory' | 'openHttp'>,
) =>
  class extends WorkerEntrypoint<Env, EventProps> {
    override fetch(request: Request): Promise<Response> {
      const { ctx } = this
      const keepAlive = (promise: Promise<unknown>): void => ctx.waitUntil(promise)
      return throughGateway(partsOf(this.env, ctx), ctx.props, request, keepAlive)
    }
  }

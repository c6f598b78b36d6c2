import { WorkerEntrypoint } from 'cloudflare:workers'
import type { TakenWork } from '../contract.ts'
import type { ExplainedApp } from '../dispatch/explain-app.ts'
import type { ExplainAsked, IsolateWorked, ToldError } from '../isolate-ports.ts'
import { carry } from './carried-answer.ts'
import { turnReader } from './carried-turn.ts'
import { Guest, type GuestCall, type GuestParts, type LoadModule, reportLater } from './guest.ts'
import type { GuestProps } from './protocol.ts'

/**
 * The class that a release's isolate starts with, for a base: the generated main module exports it as
 * `Guest`, over the import of its event's module.
 */
export const guestClassOf =
  <Pieces>(parts: GuestParts<Pieces>) =>
  (load: LoadModule) => {
    const guest = new Guest(parts, load)
    const readTurn = turnReader()

    return class extends WorkerEntrypoint<unknown, GuestProps> {
      ready(): Promise<ToldError | null> {
        return guest.ready(readTurn(this.ctx.props))
      }

      override async fetch(request: Request): Promise<Response> {
        const call = this.#call
        return carry(await guest.serve(call, request), (reports) => reportLater(call, reports))
      }

      hook(work: TakenWork): Promise<IsolateWorked> {
        return guest.hook(this.#call, work)
      }

      explain(asked: ExplainAsked): Promise<ExplainedApp | null> {
        return guest.explain(this.#call, asked)
      }

      get #call(): GuestCall {
        const { ctx } = this
        const { props } = ctx
        return { ports: props.ports, turn: readTurn(props), ctx }
      }
    }
  }

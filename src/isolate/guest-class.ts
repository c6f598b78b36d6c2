import { WorkerEntrypoint } from 'cloudflare:workers'
import type { TakenWork } from '../contract.ts'
import type { ExplainedApp } from '../dispatch/explain-app.ts'
import type { ExplainAsked, IsolateAnswer, IsolateWorked, ToldError } from '../ports.ts'
import { Guest, type GuestCall, type GuestParts, type LoadModule } from './guest.ts'
import type { GuestProps } from './protocol.ts'

/**
 * The class that a release's isolate starts with, for a base: the generated main module exports it as
 * `Guest`, over the import of its event's module.
 */
export const guestClassOf =
  <Pieces>(parts: GuestParts<Pieces>) =>
  (load: LoadModule) => {
    const guest = new Guest(parts, load)

    return class extends WorkerEntrypoint<unknown, GuestProps> {
      ready(): Promise<ToldError | null> {
        return guest.ready(this.ctx.props.turn)
      }

      serve(request: Request): Promise<IsolateAnswer> {
        return guest.serve(this.#call, request)
      }

      hook(work: TakenWork): Promise<IsolateWorked> {
        return guest.hook(this.#call, work)
      }

      explain(asked: ExplainAsked): Promise<ExplainedApp | null> {
        return guest.explain(this.#call, asked)
      }

      get #call(): GuestCall {
        const { ctx } = this
        return { ...ctx.props, ctx }
      }
    }
  }

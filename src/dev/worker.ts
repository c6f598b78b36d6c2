import { events } from '../../events/map.gen.ts'
import { refused } from '../../events/refused.gen.ts'
import { matchStore } from '../base/match.ts'
import { DEVELOPMENT } from '../config.ts'
import type { Dispatch } from '../dispatch/dispatch.ts'
import { eventStoreClass } from '../store/event-store.ts'
import { snapshotRecords, wire, type WorkerEnv } from '../wire.ts'
import { Mailbox, MAILBOX_PATH } from './mailbox.ts'
import { personas, PERSONAS_PATH } from './personas.ts'
import { FaultNotes } from './fault-notes.ts'
import { seed } from './seed.ts'
import { SEED_PATH } from './seed-contract.ts'

// The development Worker: the real one, with a door for demo data, faults explained on the page, and
// pages that reload themselves. Production never builds this file (wrangler.toml names the other).

export { FaultCounter } from '../telemetry/fault-counter.ts'
export class EventStore extends eventStoreClass(matchStore, snapshotRecords) {}

const notes = new FaultNotes(refused)
const mailbox = new Mailbox()
let dispatch: Dispatch | undefined

export default {
  async fetch(request, env, ctx) {
    const url = new URL(request.url)
    if (url.pathname === SEED_PATH) return seed(request, env)
    if (url.pathname === MAILBOX_PATH) return mailbox.page(url)
    if (url.pathname.startsWith(PERSONAS_PATH)) return personas.fetch(request, env, ctx)
    dispatch ??= wire(env, {
      events,
      telemetry: notes,
      config: DEVELOPMENT,
      openMail: mailbox.open,
      originOf: ({ canonicalHost }) => `http://${canonicalHost}:${url.port}`,
    })
    return notes.explain(await dispatch(request, ctx))
  },
} satisfies ExportedHandler<WorkerEnv>

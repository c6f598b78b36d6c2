import type { Clock, Result, Tenant } from '../contract.ts'
import type { Explanation } from '../dispatch/explain.ts'
import type { ReleaseShelf } from '../isolate-ports.ts'
import type {
  AlertState,
  FaultBin,
  FaultCount,
  KeepAlive,
  OutboundCount,
  Telemetry,
} from '../ports.ts'
import type { IdentifyParts } from './access/identify.ts'
import type { EventWorkParts } from './event-work.ts'
import type { Registrar } from '../registry/registrar/registrar-calls.ts'
import type { MasterKeys } from '../registry/secrets/master-keys.ts'

/** What the admin host is made of. */
export interface AdminParts extends EventWorkParts {
  readonly door: IdentifyParts
  readonly registrar: Registrar
  readonly explain: (request: Request, keepAlive: KeepAlive) => Promise<Explanation>
  /** Where an event is on the web, `https://fair.example.org`. */
  readonly originOf: (tenant: Tenant) => string
  /**
   * A link that opens an event until then, epoch milliseconds, or shows a release of it; null where there
   * are no previews.
   */
  readonly previewLink: (
    tenant: Tenant,
    expires: number,
    release: string | null,
  ) => Promise<string | null>
  /** What secrets of events are sealed with; what to do where there is nothing. */
  readonly masterKeys: () => Promise<Result<MasterKeys, string>>
  /** How often pieces of an event were given up lately, over all isolates. */
  readonly recentFaults: (event: string) => Promise<readonly FaultCount[]>
  /** The same by time, for a chart. */
  readonly faultHistory: (event: string) => Promise<readonly FaultBin[]>
  /** How often an event called which host, over all isolates. */
  readonly outboundCalls: (event: string) => Promise<readonly OutboundCount[]>
  /** What the operator was told of an event; of the platform itself for ''. */
  readonly alertState: (event: string) => Promise<AlertState>
  readonly telemetry: Pick<Telemetry, 'fault' | 'note'>
  readonly clock: Clock
  /** Where releases are kept, and what the platform knows of them; what to do where there is nothing. */
  readonly releases: () => Result<ReleaseParts, string>
}

export interface ReleaseParts {
  readonly shelf: ReleaseShelf
  /** The newest versions that this deployment serves. */
  readonly protocol: number
  readonly store: number
}

import type { HttpInit, OutgoingMail } from '../contract.ts'
import type { ServeLimits } from '../dispatch/serve.ts'
import type { IsolateReports, IsolateTurn } from '../isolate-ports.ts'
import type { Snapshot } from '../snapshot.ts'
import type { StoreCall, StoreReply } from '../store/rpc.ts'
import type { CarriedTurn } from './carried-turn.ts'

/** Version of what passes between the router and releases: theirs is fixed when they are built. */
export const PROTOCOL = 2

/** What is older speaks another way; nothing that was ever deployed does. */
export const OLDEST_PROTOCOL = 2

/**
 * What a release reaches of the platform: one event's, one visitor's, for one turn. Everything passes as
 * a copy; errors keep no more than name, message and own fields.
 */
export interface GuestPorts {
  /** Event, viewer and address are not the caller's to say: whatever stands there is replaced. */
  store(call: StoreCall): Promise<StoreReply>
  /** The same of several at once, as `StoreStub.calls`. */
  stores(calls: readonly StoreCall[]): Promise<readonly StoreReply[]>
  /** All that the event has published; null when the caller has that already. */
  published(known: number | null): Promise<GuestSnapshot | null>
  renew(): Promise<GuestSnapshot>
  mail(mail: OutgoingMail): Promise<void>
  http(url: string, init?: HttpInit): Promise<Response>
  secret(name: string): Promise<string>
  /** What there is to say after the answer. */
  report(reports: IsolateReports): Promise<void>
}

export type GuestSnapshot = Pick<Snapshot, 'version' | 'data'>

/** What a release is told with every call. */
export interface GuestTurn extends IsolateTurn {
  readonly limits: ServeLimits
  /** How the base's own Worker is set up; what the names mean is the base's to say. */
  readonly around: Around
  /** The state of what is published that would be answered at once; null where that is to be asked for. */
  readonly published: number | null
}

export type Around = Readonly<Record<string, boolean>>

/** What the entrypoint of a release is bound to. */
export interface GuestProps extends CarriedTurn {
  readonly ports: GuestPorts
}

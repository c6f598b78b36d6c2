import {
  err,
  type HttpInit,
  type OutgoingMail,
  SYSTEM,
  type Tenant,
  type Viewer,
} from '../contract.ts'
import { aside, hear } from '../dispatch/isolated.ts'
import { readReports } from '../dispatch/isolated-answer.ts'
import { LinedMail } from '../dispatch/lined-mail.ts'
import type { FaultParts } from '../dispatch/book.ts'
import { EventReadOnly } from '../event-read-only.ts'
import type { Directory, KeepAlive, OpenHttp, OpenMail, OpenSecrets } from '../ports.ts'
import type { StoreCall, StoreReply, StoreStub } from '../store/rpc.ts'
import type { GuestPorts, GuestSnapshot } from './protocol.ts'

/** What the platform does for a release. */
export interface PortsParts extends FaultParts {
  readonly directory: Directory
  /** A new one for every call: one that has thrown stays broken. */
  readonly openStub: (tenant: Tenant) => StoreStub
  /** Name of the command by which the base tells a store what module and record say. */
  readonly tells: string
  readonly snapshots: {
    get(tenant: Tenant, keepAlive: KeepAlive): Promise<GuestSnapshot>
    renew(tenant: Tenant): Promise<GuestSnapshot>
  }
  readonly openMail: OpenMail
  readonly openHttp: OpenHttp
  readonly openSecrets: OpenSecrets
}

/** Whose capabilities they are. Fixed by the router when it hands them on. */
export interface PortsProps extends EventProps {
  /** null where nobody is asking: then there is no store. */
  readonly viewer: Viewer | null
  readonly requestId: string
}

export interface EventProps {
  readonly event: string
  readonly storeId: string
  /** Where its record is found. */
  readonly host: string
  /** Somebody only looks at the release: nothing of the event may come to be different by it. */
  readonly looks?: true
}

/**
 * The capabilities of one event for one turn, as a release's isolate calls them. It may call them in any
 * order, with anything, and after the answer: what they are bound to is not its to say.
 */
export class Ports implements GuestPorts {
  readonly #parts: PortsParts
  readonly #props: PortsProps
  readonly #keepAlive: KeepAlive

  constructor(parts: PortsParts, props: PortsProps, keepAlive: KeepAlive) {
    this.#parts = parts
    this.#props = props
    this.#keepAlive = keepAlive
  }

  async store(call: StoreCall): Promise<StoreReply> {
    const whose = await this.#whose()
    // The store refuses a command without an id: what has none changes nothing.
    if (this.#props.looks && call.requestId !== null) return err({ tag: 'read-only' })
    return this.#parts.openStub(whose.tenant).call(this.#bound(call, whose))
  }

  async stores(calls: readonly StoreCall[]): Promise<readonly StoreReply[]> {
    const whose = await this.#whose()
    if (calls.some(({ requestId }) => requestId !== null))
      throw new Error('Only reads go together.')
    return this.#parts.openStub(whose.tenant).calls(calls.map((call) => this.#bound(call, whose)))
  }

  async #whose(): Promise<{ readonly tenant: Tenant; readonly viewer: Viewer }> {
    const { viewer } = this.#props
    if (viewer === null || viewer.kind === 'system') throw new Error('There is no store here.')
    return { tenant: await this.#tenant(), viewer }
  }

  /** The call, with whatever is not the caller's to say. */
  #bound(
    call: StoreCall,
    { tenant, viewer }: { readonly tenant: Tenant; readonly viewer: Viewer },
  ): StoreCall {
    const { version, name, input, requestId } = call
    // What the module in force has told the store stays as it is.
    const { listeners, told } = this.#props.looks ? {} : call
    const tells = told?.tells === true && name === this.#parts.tells
    return {
      version,
      name,
      input,
      requestId,
      event: tenant.key,
      viewer: tells ? SYSTEM : viewer,
      address: { storeId: tenant.storeId, host: tenant.canonicalHost },
      ...(listeners === undefined ? {} : { listeners }),
      ...(told === undefined ? {} : { told: { ...told, revision: tenant.revision, tells } }),
    }
  }

  async published(known: number | null): Promise<GuestSnapshot | null> {
    const snapshot = await this.#parts.snapshots.get(await this.#tenant(), this.#keepAlive)
    return snapshot.version === known ? null : snapshot
  }

  async renew(): Promise<GuestSnapshot> {
    const tenant = await this.#tenant()
    const { snapshots } = this.#parts
    return this.#props.looks ? snapshots.get(tenant, this.#keepAlive) : snapshots.renew(tenant)
  }

  async mail(mail: OutgoingMail): Promise<void> {
    if (this.#props.looks) throw new EventReadOnly()
    const { to, subject, text, headers } = mail
    await new LinedMail(this.#parts.openMail(await this.#tenant())).send({
      to,
      subject,
      text,
      ...(headers === undefined ? {} : { headers }),
    })
  }

  async http(url: string, init?: HttpInit): Promise<Response> {
    if (this.#props.looks && !isReading(init?.method)) throw new EventReadOnly()
    return this.#parts.openHttp(await this.#tenant()).fetch(url, init)
  }

  async secret(name: string): Promise<string> {
    return this.#parts.openSecrets(await this.#tenant()).get(name)
  }

  async report(reports: unknown): Promise<void> {
    const tenant = await this.#tenant()
    const told = { tenant, requestId: this.#props.requestId }
    const { telemetry } = this.#parts
    const heard = this.#props.looks ? { ...this.#parts, telemetry: aside(telemetry) } : this.#parts
    hear(heard, told, readReports(reports), this.#keepAlive)
  }

  #tenant(): Promise<Tenant> {
    return currentTenant(this.#parts.directory, this.#props, this.#keepAlive)
  }
}

/** Whether a call to another system only asks; whatever it is, it may be anything. */
export const isReading = (method: unknown = 'GET'): boolean =>
  typeof method === 'string' && ['GET', 'HEAD'].includes(method.toUpperCase())

/** The event's record as it is now. A host may have gone to another event since, and a key to another store. */
export async function currentTenant(
  directory: Directory,
  { event, storeId, host }: EventProps,
  keepAlive: KeepAlive,
): Promise<Tenant> {
  const found = await directory.lookup(host, keepAlive)
  if (found.kind !== 'found') throw new Error('The registry does not tell whose this is.')
  const { tenant } = found
  if (tenant.key === event && tenant.storeId === storeId) return tenant
  throw new Error('The event is no longer where it was.')
}

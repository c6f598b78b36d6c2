import { type HttpInit, type OutgoingMail, SYSTEM, type Tenant, type Viewer } from '../contract.ts'
import { hear } from '../dispatch/isolated.ts'
import { readReports } from '../dispatch/isolated-answer.ts'
import { LinedMail } from '../dispatch/lined-mail.ts'
import type { FaultParts } from '../dispatch/book.ts'
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
    const { viewer } = this.#props
    if (viewer === null || viewer.kind === 'system') throw new Error('There is no store here.')
    const tenant = await this.#tenant()
    const { version, name, input, requestId, listeners, told } = call
    const tells = told?.tells === true && name === this.#parts.tells
    return this.#parts.openStub(tenant).call({
      version,
      name,
      input,
      requestId,
      event: tenant.key,
      viewer: tells ? SYSTEM : viewer,
      address: { storeId: tenant.storeId, host: tenant.canonicalHost },
      ...(listeners === undefined ? {} : { listeners }),
      ...(told === undefined ? {} : { told: { ...told, revision: tenant.revision, tells } }),
    })
  }

  async published(known: number | null): Promise<GuestSnapshot | null> {
    const snapshot = await this.#parts.snapshots.get(await this.#tenant(), this.#keepAlive)
    return snapshot.version === known ? null : snapshot
  }

  async renew(): Promise<GuestSnapshot> {
    return this.#parts.snapshots.renew(await this.#tenant())
  }

  async mail(mail: OutgoingMail): Promise<void> {
    const { to, subject, text, headers } = mail
    await new LinedMail(this.#parts.openMail(await this.#tenant())).send({
      to,
      subject,
      text,
      ...(headers === undefined ? {} : { headers }),
    })
  }

  async http(url: string, init?: HttpInit): Promise<Response> {
    return this.#parts.openHttp(await this.#tenant()).fetch(url, init)
  }

  async secret(name: string): Promise<string> {
    return this.#parts.openSecrets(await this.#tenant()).get(name)
  }

  async report(reports: unknown): Promise<void> {
    const tenant = await this.#tenant()
    const told = { tenant, requestId: this.#props.requestId }
    hear(this.#parts, told, readReports(reports), this.#keepAlive)
  }

  #tenant(): Promise<Tenant> {
    return currentTenant(this.#parts.directory, this.#props, this.#keepAlive)
  }
}

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

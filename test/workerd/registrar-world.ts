import { env } from 'cloudflare:workers'
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import type { Result } from '../../src/contract.ts'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { LIVE_EVENTS_KEY } from '../../src/registry/kv-live-events.ts'
import type { AuditEntry } from '../../src/registry/registrar/audit-calls.ts'
import { withChanges } from '../../src/registry/registrar/changes.ts'
import type { ToldStore } from '../../src/registry/registrar/publisher.ts'
import type { RegistrarRefusal } from '../../src/registry/registrar/refusals.ts'
import type { Registrar } from '../../src/registry/registrar/registrar-calls.ts'
import type { TenantEntry } from '../../src/registry/registrar/tenant-calls.ts'
import { desk, deskStub, done, openDesk, release, way } from './registrar-desk.ts'

/** Ends the object at once, whatever it is doing: what it was to answer is answered by nobody. */
export async function stop(name: string): Promise<void> {
  await runInDurableObject(deskStub(name), (_, ctx) => ctx.abort('stopped')).catch(() => undefined)
}

/** How KV and the stores take what they are given. */
export type Weather =
  | 'fine'
  /** Refuses. */
  | 'down'
  /** Takes it, and says that it did not. */
  | 'lying'
  /** Says that it did not take it, and takes it some time later. */
  | 'late'
  /** Says nothing, until the registrar is started again; then takes it. */
  | 'silent'

/**
 * One registrar with a KV of its own over the real one, and stores that remember what they were told.
 * Between them is the weather.
 */
export class World {
  readonly name: string
  readonly registrar: Registrar
  weather: Weather = 'fine'
  readonly stores = new Map<string, Pick<ToldStore, 'suspended' | 'revision'>>()
  /** Objects of releases. */
  readonly #bucket = new Set<string>()
  readonly #late: (() => Promise<void>)[] = []
  readonly #silent: (() => Promise<void>)[] = []

  constructor(name: string) {
    this.name = name
    this.registrar = openDesk(name)
    way.put = (key, text) => this.#through(() => env.TENANTS.put(this.#key(key), text))
    way.delete = (key) => this.#through(() => env.TENANTS.delete(this.#key(key)))
    way.tell = (store) => this.#through(async () => this.#tell(store))
  }

  #key(key: string): string {
    return `${this.name} ${key}`
  }

  /** As the real store does: of two the newer one counts. */
  #tell({ storeId, suspended, revision }: ToldStore): void {
    const known = this.stores.get(storeId)
    if (known === undefined || known.revision <= revision) {
      this.stores.set(storeId, { suspended, revision })
    }
  }

  async #through(take: () => Promise<void>): Promise<void> {
    switch (this.weather) {
      case 'fine':
        return take()
      case 'down':
        throw new Error('KV is down.')
      case 'lying':
        await take()
        throw new Error('KV says that it is down.')
      case 'late':
        this.#late.push(take)
        throw new Error('KV took too long.')
      case 'silent':
        this.#silent.push(take)
        return new Promise(() => undefined)
    }
  }

  /** What was to come late comes now. */
  async arrive(): Promise<void> {
    for (const take of this.#late.splice(0)) await take()
  }

  /** Nothing is on its way any more. */
  async arriveAll(): Promise<void> {
    if (this.#silent.length > 0) await this.restart()
    await this.arrive()
  }

  async wake(): Promise<void> {
    await runDurableObjectAlarm(deskStub(this.name))
  }

  /**
   * As the platform takes a release: what is missing is sent, then it is recorded, and taken back where
   * something has gone meanwhile.
   */
  async release(key: string, letter: string): Promise<Result<unknown, RegistrarRefusal>> {
    const by = { actor: 'somebody' }
    const { id, objects, ...rest } = release(letter)
    for (const object of objects) this.#bucket.add(object)
    await Promise.resolve()
    const input = { by, key, release: { id, objects, ...rest } }
    const recorded = await this.registrar.call('releases.record', input)
    if (!recorded.ok || objects.every((object) => this.#bucket.has(object))) return recorded
    return this.registrar.call('releases.forget', { by, key, id })
  }

  /** Takes out old releases of all events, and then whatever no release needs. */
  async prune(): Promise<Result<unknown, RegistrarRefusal>> {
    const by = { actor: 'somebody' }
    await done(this.registrar.call('releases.prune', { by, key: null, keep: 0 }))
    const swept = await this.registrar.call('releases.sweep', { by, objects: [...this.#bucket] })
    if (!swept.ok) return swept
    const { objects } = swept.value
    await Promise.resolve()
    for (const object of objects) this.#bucket.delete(object)
    return this.registrar.call('releases.swept', { objects })
  }

  /** The object is gone from memory, whatever it was doing. */
  async restart(): Promise<void> {
    await stop(this.name)
    // What was on its way arrives after the new one has begun.
    this.#late.push(...this.#silent.splice(0))
  }

  sql(...statements: string[]): Promise<void> {
    return runInDurableObject(deskStub(this.name), (_, { storage }) => {
      for (const statement of statements) storage.sql.exec(statement)
    })
  }

  /** Fine weather, until nothing is left to do. */
  async settle(): Promise<void> {
    this.weather = 'fine'
    if (this.#silent.length > 0) await this.restart()
    await this.wake()
    await this.arrive()
    for (let round = 0; round < 20; round++) {
      desk.ahead += 61_000
      await this.wake()
      const left = await runInDurableObject(deskStub(this.name), (_, { storage }) =>
        storage.sql.exec('SELECT 1 FROM publications').toArray(),
      )
      if (left.length === 0) return
    }
    throw new Error('It does not settle.')
  }

  /** The first thing that is not as it is to be, once it has settled; null when all is. */
  async wrong(hosts: readonly string[]): Promise<string | null> {
    const entries = await this.#entries()
    const owners = new Map<string, TenantEntry>()
    for (const entry of entries) {
      for (const host of entry.tenant.hosts) {
        const other = owners.get(host)
        if (other !== undefined) return `${host} is of ${other.tenant.key} and of others`
        owners.set(host, entry)
      }
    }
    for (const host of new Set([...hosts, ...owners.keys()])) {
      const wanted = owners.get(host)
      const text = await env.TENANTS.get(this.#key(hostKey(host)))
      const is = text === null ? undefined : JSON.stringify(JSON.parse(text))
      if (is !== (wanted && JSON.stringify(wanted.tenant))) return `KV has another ${host}`
    }
    return (
      (await this.#wrongList(entries)) ??
      this.#wrongStores(entries) ??
      this.#wrongReleases(entries) ??
      (await this.#wrongLog(entries))
    )
  }

  async #entries(): Promise<readonly TenantEntry[]> {
    const { tenants } = await done(this.registrar.call('export.page', {}))
    return Promise.all(tenants.map(({ key }) => done(this.registrar.call('tenants.get', { key }))))
  }

  async #wrongList(entries: readonly TenantEntry[]): Promise<string | null> {
    const listed = JSON.parse((await env.TENANTS.get(this.#key(LIVE_EVENTS_KEY))) ?? '[]') as {
      readonly name: string
    }[]
    const live = entries.filter(({ statusNow }) => ['live', 'frozen'].includes(statusNow))
    const names = (some: readonly { readonly name: string }[]) =>
      JSON.stringify(some.map(({ name }) => name).toSorted())
    return names(listed) === names(live.map(({ tenant }) => tenant)) ? null : 'KV has another list'
  }

  #wrongStores(entries: readonly TenantEntry[]): string | null {
    const open = new Map(entries.map(({ tenant }) => [tenant.storeId, tenant]))
    for (const [storeId, tenant] of open) {
      const told = this.stores.get(storeId)?.suspended ?? false
      if (told !== (tenant.status === 'suspended')) return `${storeId} was told otherwise`
    }
    for (const [storeId, { suspended }] of this.stores) {
      if (!open.has(storeId) && !suspended) return `${storeId} of a deleted event is open`
    }
    return null
  }

  #wrongReleases(entries: readonly TenantEntry[]): string | null {
    for (const { tenant, statusNow } of entries) {
      const { key, lane, release: choice } = tenant
      if (choice === undefined) {
        if (lane === 'isolated' || statusNow === 'frozen')
          return `${key} is ${statusNow} on nothing`
        continue
      }
      for (const id of [choice.id, choice.previous]) {
        const letter = id?.charAt(0)
        if (letter === undefined) continue
        const gone = release(letter).objects.find((object) => !this.#bucket.has(object))
        if (gone !== undefined) return `an object of ${key}'s release is gone: ${gone}`
      }
    }
    return null
  }

  async #wrongLog(entries: readonly TenantEntry[]): Promise<string | null> {
    const states = replay(await this.#log())
    for (const { tenant, suspendedFrom } of entries) {
      const state = states.get(tenant.key)
      states.delete(tenant.key)
      const { revision, ...record } = tenant
      const is = canonical({ ...record, suspendedFrom })
      if (state?.revision !== revision || canonical(state.record) !== is) {
        return `the log tells of another ${tenant.key}`
      }
    }
    const [left] = [...states].find(([, { record }]) => Object.keys(record).length > 0) ?? []
    return left === undefined ? null : `the log tells of ${left}, which is not there`
  }

  async #log(): Promise<readonly AuditEntry[]> {
    const entries: AuditEntry[] = []
    let cursor: string | null = null
    do {
      const input: { limit: number; cursor?: string } = { limit: 50 }
      if (cursor !== null) input.cursor = cursor
      const page: { entries: readonly AuditEntry[]; next: string | null } = await done(
        this.registrar.call('audit.list', input),
      )
      entries.push(...page.entries)
      cursor = page.next
    } while (cursor !== null)
    return entries.toReversed()
  }
}

interface Replayed {
  readonly record: Readonly<Record<string, unknown>>
  readonly revision: number | null
}

/** What the log leads to, event by event. */
function replay(entries: readonly AuditEntry[]): Map<string, Replayed> {
  const states = new Map<string, Replayed>()
  for (const { key, revision, changes } of entries) {
    if (key === null) continue
    const before = states.get(key) ?? { record: {}, revision: null }
    // Which releases there are is no part of a record.
    const { releases: _, ...record } = withChanges(before.record, changes)
    states.set(key, { record, revision: revision ?? before.revision })
  }
  return states
}

/** The same text for the same record, in whatever order its fields came. */
const canonical = (record: object): string =>
  JSON.stringify(record, (_, value: unknown) =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? value
      : Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  )

import {
  type Command,
  type Query,
  type Store,
  SYSTEM,
  type Tenant,
  type Told,
  type Viewer,
} from '../contract.ts'
import { EventReadOnly } from '../event-read-only.ts'
import { EventSuspended } from '../event-suspended.ts'
import { GatheredReads } from './gathered-reads.ts'
import { RPC_VERSION, type StoreCall, type StoreRefusal, type StoreStub } from './rpc.ts'

/** The store did not take a call for reasons that are not the visitor's. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}

/** What of an event's record its store is found by. */
export type StoreOwner = Pick<Tenant, 'key' | 'storeId' | 'canonicalHost' | 'revision'>

/**
 * An event's store for one viewer. Reads are tried a second time, on a new stub, when the platform
 * says that this is worth it; writes never are: their caller holds the request id. A store that does
 * not know yet what it is to know says so instead of an answer, is told, and asked again.
 */
export class StoreClient implements Store {
  readonly #calls: GatheredReads
  readonly #tenant: StoreOwner
  readonly #viewer: Viewer
  readonly #listeners: readonly string[] | undefined
  readonly #told: Told | undefined

  /**
   * @param listeners names that the event's module listens to; left out where that is not known
   * @param told what the store is to know; left out, it answers with what it has
   */
  constructor(
    openStub: () => StoreStub,
    tenant: StoreOwner,
    viewer: Viewer,
    listeners?: readonly string[],
    told?: Told,
  ) {
    this.#calls = new GatheredReads(openStub)
    this.#tenant = tenant
    this.#viewer = viewer
    this.#listeners = listeners
    this.#told = told
  }

  async read<Input, Output>(query: Query<Input, Output>, input: Input): Promise<Output> {
    try {
      return (await this.#ask(query.name, input, null)) as Output
    } catch (error) {
      if (!isRetryable(error)) throw error
      return (await this.#ask(query.name, input, null)) as Output
    }
  }

  async write<Input, Output>(
    command: Command<Input, Output>,
    input: Input,
    requestId: string,
  ): Promise<Output> {
    return (await this.#ask(command.name, input, requestId)) as Output
  }

  async #ask(name: string, input: unknown, requestId: string | null): Promise<unknown> {
    const call = this.#call(this.#viewer, name, input, requestId)
    if (this.#told === undefined) return this.#send(call)
    const told = { tag: tags.get(this.#told) ?? (await tagOf(this.#told)), ...this.#knows }
    const reply = await this.#calls.call({ ...call, told })
    if (reply.ok || reply.error.tag !== 'untold') return answerOf(reply)
    const { command, input: data } = this.#told
    const tells = this.#call(SYSTEM, command.name, data, crypto.randomUUID())
    await this.#send({ ...tells, told: { ...told, tells: true } })
    // As the store has it now: whoever told it something else at the same moment may have been later.
    return this.#send(call)
  }

  get #knows() {
    return { revision: this.#tenant.revision, tells: false }
  }

  #call(viewer: Viewer, name: string, input: unknown, requestId: string | null): StoreCall {
    const { key: event, storeId, canonicalHost: host } = this.#tenant
    const listeners = this.#listeners
    return {
      version: RPC_VERSION,
      event,
      viewer,
      name,
      input,
      requestId,
      address: { storeId, host },
      ...(listeners === undefined ? {} : { listeners }),
    }
  }

  async #send(call: StoreCall): Promise<unknown> {
    return answerOf(await this.#calls.call(call))
  }
}

/** Told data is made once for a composed event app, and kept as long as that. */
const tags = new WeakMap<Told, string>()

async function tagOf(told: Told): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(told.input))
  const digest = await crypto.subtle.digest('SHA-256', text)
  const tag = btoa(String.fromCharCode(...new Uint8Array(digest)))
  tags.set(told, tag)
  return tag
}

function answerOf(reply: Awaited<ReturnType<StoreStub['call']>>): unknown {
  if (!reply.ok) throw refusal(reply.error)
  return JSON.parse(reply.value)
}

function refusal(of: StoreRefusal): Error {
  switch (of.tag) {
    case 'suspended':
      return new EventSuspended()
    case 'read-only':
      return new EventReadOnly()
    case 'wrong-event':
      return new StoreUnavailable(
        'The store belongs to another event. Check the storeId of the tenant record.',
      )
    case 'unknown-operation':
      return new StoreUnavailable(
        `The store has no "${of.name}". Add it to its feature's operations.`,
      )
    case 'unknown-version':
      return new StoreUnavailable(`The store does not speak version ${of.version} of its calls.`)
    case 'untold':
      return new StoreUnavailable('The store has not been told what it is to know of the event.')
  }
}

const isRetryable = (error: unknown): boolean =>
  error instanceof Error &&
  'retryable' in error &&
  error.retryable === true &&
  !('overloaded' in error)

import type { Command, Query, Store, Tenant, Viewer } from '../contract.ts'
import { RPC_VERSION, type StoreCall, type StoreRefusal, type StoreStub } from './rpc.ts'

/** The store did not take a call for reasons that are not the visitor's. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}

/**
 * An event's store for one viewer. Reads are tried a second time, on a new stub, when the platform
 * says that this is worth it; writes never are: their caller holds the request id.
 */
export class StoreClient implements Store {
  readonly #openStub: () => StoreStub
  readonly #tenant: Tenant
  readonly #viewer: Viewer
  readonly #listeners: readonly string[] | undefined

  /** @param listeners names that the event's module listens to; left out where that is not known */
  constructor(
    openStub: () => StoreStub,
    tenant: Tenant,
    viewer: Viewer,
    listeners?: readonly string[],
  ) {
    this.#openStub = openStub
    this.#tenant = tenant
    this.#viewer = viewer
    this.#listeners = listeners
  }

  async read<Input, Output>(query: Query<Input, Output>, input: Input): Promise<Output> {
    try {
      return (await this.#send(query.name, input, null)) as Output
    } catch (error) {
      if (!isRetryable(error)) throw error
      return (await this.#send(query.name, input, null)) as Output
    }
  }

  async write<Input, Output>(
    command: Command<Input, Output>,
    input: Input,
    requestId: string,
  ): Promise<Output> {
    return (await this.#send(command.name, input, requestId)) as Output
  }

  async #send(name: string, input: unknown, requestId: string | null): Promise<unknown> {
    const { key: event, storeId, canonicalHost: host } = this.#tenant
    const listeners = this.#listeners
    const call: StoreCall = {
      version: RPC_VERSION,
      event,
      viewer: this.#viewer,
      name,
      input,
      requestId,
      address: { storeId, host },
      ...(listeners === undefined ? {} : { listeners }),
    }
    const reply = await this.#openStub().call(call)
    if (!reply.ok) throw new StoreUnavailable(refusal(reply.error))
    return JSON.parse(reply.value)
  }
}

function refusal(of: StoreRefusal): string {
  switch (of.tag) {
    case 'wrong-event':
      return 'The store belongs to another event. Check the storeId of the tenant record.'
    case 'unknown-operation':
      return `The store has no "${of.name}". Add it to its feature's operations.`
    case 'unknown-version':
      return `The store does not speak version ${of.version} of its calls.`
  }
}

const isRetryable = (error: unknown): boolean =>
  error instanceof Error &&
  'retryable' in error &&
  error.retryable === true &&
  !('overloaded' in error)

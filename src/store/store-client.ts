import type { Command, Query, Store, Tenant, Viewer } from '../contract.ts'
import { RPC_VERSION, type StoreRefusal, type StoreStub } from './rpc.ts'

/** The store did not take a call for reasons that are not the visitor's. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}

/**
 * An event's store for one viewer. Reads are tried a second time, on a new stub, when the platform
 * says that this is worth it; writes never are: their caller holds the request id.
 */
export function createStoreClient(
  openStub: () => StoreStub,
  tenant: Tenant,
  viewer: Viewer,
): Store {
  async function send(name: string, input: unknown, requestId: string | null): Promise<unknown> {
    const call = {
      version: RPC_VERSION,
      event: tenant.key,
      viewer,
      name,
      input,
      requestId,
    } as const
    const reply = await openStub().call(call)
    if (!reply.ok) throw new StoreUnavailable(explain(reply.error))
    return JSON.parse(reply.value)
  }

  return {
    async read<Input, Output>(query: Query<Input, Output>, input: Input): Promise<Output> {
      try {
        return (await send(query.name, input, null)) as Output
      } catch (error) {
        if (!isRetryable(error)) throw error
        return (await send(query.name, input, null)) as Output
      }
    },
    async write<Input, Output>(command: Command<Input, Output>, input: Input, requestId: string) {
      return (await send(command.name, input, requestId)) as Output
    },
  }
}

function explain(refusal: StoreRefusal): string {
  switch (refusal.tag) {
    case 'wrong-event':
      return 'The store belongs to another event. Check the storeId of the tenant record.'
    case 'unknown-operation':
      return `The store has no "${refusal.name}". Add it to its feature's operations.`
    case 'unknown-version':
      return `The store does not speak version ${refusal.version} of its calls.`
  }
}

const isRetryable = (error: unknown): boolean =>
  error instanceof Error &&
  'retryable' in error &&
  error.retryable === true &&
  !('overloaded' in error)

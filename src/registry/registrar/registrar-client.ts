import type { Result } from '../../contract.ts'
import type { RegistrarRefusal } from './refusals.ts'
import type { Registrar } from './registrar-calls.ts'

/** Version of the calls to the registrar: a share of the events may run older code than the front. */
export const REGISTRAR_RPC = 1

/** One call, as it travels. The answer is JSON: one cheap string instead of a deep clone. */
export interface RegistrarCall {
  readonly version: number
  readonly name: string
  readonly input: object
}

/** What of the object's stub is needed. */
export interface RegistrarStub {
  call(call: RegistrarCall): Promise<string>
}

/** The name of the one object. */
export const REGISTRAR_NAME = 'registrar'

/** @param openStub a new stub for every call: one that has thrown stays broken */
export const createRegistrar = (openStub: () => RegistrarStub): Registrar => ({
  async call(name, input) {
    const answer = await openStub().call({ version: REGISTRAR_RPC, name, input })
    return JSON.parse(answer) as Result<never, RegistrarRefusal>
  },
})

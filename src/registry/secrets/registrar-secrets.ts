import type { Registrar } from '../registrar/registrar-calls.ts'
import type { SealedSecrets } from './open-secrets.ts'

/** Sealed secrets as the registrar keeps them. */
export const registrarSecrets = (registrar: Registrar): SealedSecrets => ({
  async get(event, name) {
    const found = await registrar.call('secrets.get', { key: event, name })
    if (found.ok) return found.value
    if (found.error.tag === 'unknown-secret') return null
    throw new Error(`The registrar keeps the secret "${name}" to itself: ${found.error.tag}.`)
  },
})

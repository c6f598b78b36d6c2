import type { OpenSecrets } from '../../ports.ts'
import { type MasterKeys, masterKeysText, readMasterKeys } from './master-keys.ts'
import { openSecret, type OpenRefusal, type SealedSecret } from './seal.ts'

/** Where sealed secrets are kept. */
export interface SealedSecrets {
  /** null when the event has none of this name. Rejects when that cannot be told. */
  get(event: string, name: string): Promise<SealedSecret | null>
}

/**
 * The secrets of events, opened when they are asked for and kept nowhere.
 *
 * @param masterKeys as for `readMasterKeys`; the Worker's secret `SECRETS_KEY`
 */
export function createOpenSecrets(
  kept: SealedSecrets,
  masterKeys: string | undefined,
): OpenSecrets {
  // The keys, never a promise of them: one request must not wait for what another one began.
  let known: MasterKeys | undefined
  return ({ key: event }) => ({
    async get(name) {
      const sealed = await kept.get(event, name)
      if (sealed === null) {
        throw new Error(`${event} has no secret "${name}". An operator has to set it.`)
      }
      known ??= await needKeys(masterKeys ?? '')
      const opened = await openSecret(known, { event, name }, sealed)
      if (!opened.ok) throw new Error(openRefusalText(name, opened.error))
      return opened.value
    },
  })
}

async function needKeys(text: string): Promise<MasterKeys> {
  const read = await readMasterKeys(text)
  if (!read.ok) throw new Error(`The Worker's secret SECRETS_KEY: ${masterKeysText(read.error)}`)
  return read.value
}

/** What is wrong with a secret that does not open, and what to do about it. */
export function openRefusalText(name: string, refusal: OpenRefusal): string {
  switch (refusal.tag) {
    case 'unknown-key':
      return `The secret "${name}" is sealed with the master key "${refusal.sealKey}", which SECRETS_KEY does not have. Put that back, or set the secret anew.`
    case 'malformed':
      return `The secret "${name}" is not kept as it was sealed. Set it anew.`
    case 'does-not-open':
      return `The secret "${name}" does not open: it was changed, or sealed for another event or name, or by another key of that id. Set it anew.`
  }
}

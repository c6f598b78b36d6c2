import { RPC_VERSION } from '../store/rpc.ts'
import type { HashedTexts } from './module-texts.ts'
import { OLDEST_PROTOCOL, PROTOCOL } from './protocol.ts'
import { manifestKey, moduleKey, parseRelease, type Release } from './release.ts'

/** A release's manifest, checked: whole, this event's, and not newer than the platform. Rejects, saying why. */
export async function loadManifest(
  texts: HashedTexts,
  event: string,
  release: string,
): Promise<Release> {
  const key = manifestKey(event, release)
  const manifest = parseRelease(await texts.get(key, release))
  if (!manifest.ok) throw new Error(`${key}: ${manifest.error}`)
  const { protocol, store } = manifest.value
  if (manifest.value.event !== event) throw new Error(`${key} is of ${manifest.value.event}.`)
  if (protocol > PROTOCOL || store > RPC_VERSION) {
    throw new Error(
      `${key} was built for a newer platform: protocol ${protocol}, store ${store}; this one has ${PROTOCOL} and ${RPC_VERSION}. Deploy the platform first.`,
    )
  }
  if (protocol < OLDEST_PROTOCOL) {
    throw new Error(
      `${key} speaks protocol ${protocol}, which this platform has given up. Release the event again.`,
    )
  }
  return manifest.value
}

/** The text of each module by its name. Rejects, saying why, when one cannot be had. */
export async function loadModules(
  texts: HashedTexts,
  { modules }: Release,
): Promise<Record<string, string>> {
  const loaded = Object.entries(modules).map(
    async ([name, hash]) => [name, await texts.get(moduleKey(hash), hash)] as const,
  )
  return Object.fromEntries(await Promise.all(loaded))
}

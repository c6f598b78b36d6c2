import { createBuilder } from 'vite'
import { keepRedirect } from '../build/keep-redirect.ts'
import { allPlaces, type Place, writePlace } from '../build/place.ts'
import { shareName } from '../build/place-config.ts'

/** Runs wrangler with these arguments; false when it failed. */
export type Wrangler = (args: readonly string[]) => boolean

export interface Deployment {
  /** Name of the Worker that visitors reach. */
  readonly front: string
  /** How many shares there are to be. */
  readonly count: number
  /** What wrangler is given besides, as in `--dry-run`. */
  readonly args: readonly string[]
  /** Where the builds go. */
  readonly dir: string
}

/**
 * Builds every Worker, then deploys one after another, in the order in which no visitor meets a gap;
 * stops at the first that fails. Returns the names of those that were not deployed.
 */
export async function deployShares(
  { front, count, args, dir }: Deployment,
  wrangler: Wrangler,
  say: (line: string) => void,
): Promise<readonly string[]> {
  const nameOf = (place: Place): string =>
    place.kind === 'share' ? shareName(front, place.share) : front
  for (const place of allPlaces(count)) {
    say(`Building ${nameOf(place)} …`)
    await buildPlace(place, outDir(dir, place))
  }
  const dry = args.includes('--dry-run')
  const isThere = (share: number): boolean =>
    !dry && wrangler(['deployments', 'status', '--name', shareName(front, share)])
  const order = deployOrder(count, isThere)
  for (const [at, place] of order.entries()) {
    say(`Deploying ${nameOf(place)} …`)
    if (!wrangler(['deploy', '-c', `${outDir(dir, place)}/usher/wrangler.json`, ...args])) {
      return order.slice(at).map(nameOf)
    }
  }
  return []
}

/**
 * New shares first: the front cannot be bound to what is not there. Then the front, whose stores
 * understand older callers, but not newer ones. Then the other shares.
 */
export function deployOrder(count: number, isThere: (share: number) => boolean): readonly Place[] {
  const places = allPlaces(count)
  const isOld = (place: Place): boolean => place.kind === 'share' && isThere(place.share)
  const old = new Set(places.filter(isOld))
  return [...places.filter((place) => !old.has(place)), ...old]
}

const outDir = (dir: string, place: Place): string =>
  place.kind === 'share' ? `${dir}/share-${place.share}` : dir

async function buildPlace(place: Place, to: string): Promise<void> {
  process.env['USHER_SHARE'] = writePlace(place)
  const build = async (): Promise<void> => {
    const builder = await createBuilder({ logLevel: 'warn', build: { outDir: to } })
    await builder.buildApp()
  }
  try {
    await (place.kind === 'share' ? keepRedirect(build) : build())
  } finally {
    delete process.env['USHER_SHARE']
  }
}

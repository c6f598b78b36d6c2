import type { Tenant } from '../../contract.ts'
import { counted } from '../output/progress.ts'
import { bootBuild, type LoggedFault, type WholeRelease } from './boot.ts'
import { checkData } from './check-data.ts'
import { repairsOf } from './repairs.ts'
import { type Walk, walkEvent } from './walk.ts'

/** A release that an event is served from, and the event's record. */
export interface InForce {
  readonly tenant: Tenant
  readonly release: WholeRelease
}

export interface Checked {
  readonly event: string
  readonly release: string
  /** Why the build must not be deployed under it; empty where it works. */
  readonly failures: readonly string[]
  /** What to do about them. */
  readonly repairs: readonly string[]
  /** What the walk did not reach, and what of the event's own failed, which may want its secrets. */
  readonly notes: readonly string[]
  readonly pages: number
}

/**
 * Runs releases over a build: each event is walked through as its people do, with invented data, in the
 * runtime that it would run in.
 *
 * @param dir the folder of the built Worker
 */
export async function checkReleases(
  dir: string,
  all: readonly InForce[],
  say: (step: string) => void,
): Promise<readonly Checked[]> {
  const booted = await bootBuild(dir)
  try {
    const checked: Checked[] = []
    for (const { tenant: record, release } of all) {
      say(`${record.key}, release ${release.id.slice(0, 12)}`)
      const tenant = rehearsed(record, release.id)
      await booted.add(tenant, release, checkData(tenant))
      const walk = await walkEvent(booted.event(tenant), WALKERS)
      const faults = booted.faults(tenant.key)
      checked.push({
        event: tenant.key,
        release: release.id,
        ...failuresOf(tenant.key, walk, faults),
        notes: [
          ...walk.left.map((what) => `${what}: not walked`),
          ...new Set(faults.filter((fault) => !isTheirs(fault)).map(faultText)),
        ],
        pages: walk.pages,
      })
    }
    return checked
  } finally {
    await booted.stop()
  }
}

function failuresOf(
  event: string,
  { stumbles }: Walk,
  faults: readonly LoggedFault[],
): Pick<Checked, 'failures' | 'repairs'> {
  const theirs = faults.filter(isTheirs)
  const met = stumbles.filter(isPlatforms).map(({ at, with: what }) => `${at}: ${what}`)
  return {
    failures: [...new Set([...met, ...theirs.map(faultText)])],
    repairs: repairsOf(event, theirs),
  }
}

const WALKERS = { asking: 'persona-1@people.example', asked: 'persona-2@people.example' }

/** The event as it is in its show days, on a host and in a store of its own; it reaches nobody. */
const rehearsed = (tenant: Tenant, release: string): Tenant => ({
  ...tenant,
  storeId: `${tenant.key}-check`,
  canonicalHost: `${tenant.key}.localhost`,
  hosts: [`${tenant.key}.localhost`],
  status: 'live',
  schedule: [],
  farewell: null,
  notice: null,
  redirects: [],
  outbound: [],
  lane: 'isolated',
  release: { id: release, previous: null, pinned: true },
})

/** A page that the event’s own code spoils may want what is not here; the platform’s must be whole. */
const isPlatforms = ({ with: what }: { readonly with: string }): boolean =>
  what.startsWith('503') || what.includes('release')

const isTheirs = ({ seam }: LoggedFault): boolean => seam === 'platform' || seam === 'release'

const faultText = ({ seam, error }: LoggedFault): string => `${seam}: ${error}`

/** Said beneath what was found; each release has its repairs beside it. */
export const REFUSED =
  'This build does not go with what is in force. Do what is said there, and check again.'

export function checkedText(all: readonly Checked[]): string {
  if (all.length === 0) return 'No release is in force.'
  return all.map(oneText).join('\n')
}

function oneText({ event, release, failures, repairs, notes, pages }: Checked): string {
  const head = `${event} ${release.slice(0, 12)}: ${
    failures.length === 0 ? `works, ${counted(pages, 'answer')}` : 'does not work'
  }`
  return [
    head,
    ...failures.map((line) => `  ${line}`),
    ...repairs.map((line) => `  → ${line}`),
    ...notes.map((line) => `  (${line})`),
  ].join('\n')
}

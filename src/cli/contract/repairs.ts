import type { LoggedFault } from './boot.ts'

/** What keeps a release from going with a build; each is mended otherwise. */
type Trouble = 'store' | 'files' | 'newer' | 'late' | 'throws' | 'platform'

/** What to do about a release that does not go with a build, for each kind of fault that it met. */
export function repairsOf(event: string, faults: readonly LoggedFault[]): readonly string[] {
  const met = new Set(faults.map(troubleOf))
  return (Object.keys(REPAIRS) as Trouble[])
    .filter((trouble) => met.has(trouble))
    .map((trouble) => REPAIRS[trouble](event))
}

function troubleOf({ seam, error }: LoggedFault): Trouble {
  if (seam !== 'release') return error.includes('The store has no') ? 'store' : 'platform'
  if (error.includes('built for a newer platform')) return 'newer'
  if (/ is not there\.|its checksum says/.test(error)) return 'files'
  return error.includes('not ready in time') ? 'late' : 'throws'
}

const rebuild = (event: string): string => `usher release ${event} --promote`
const back = (event: string): string => `usher releases roll-back ${event}`

const REPAIRS: Readonly<Record<Trouble, (event: string) => string>> = {
  store: (event) =>
    `Put back what it asks of the store, or build and promote a release of the new source: ${rebuild(event)}`,
  newer: (event) =>
    `It was built for a newer platform than this build: deploy that source, or go back: ${back(event)}`,
  files: (event) =>
    `What it is made of is not whole. Send it again from its source: usher release ${event}; or go back: ${back(event)}`,
  throws: (event) =>
    `Its own code fails when it is loaded. Mend the event’s source and promote it: ${rebuild(event)}; or go back: ${back(event)}`,
  late: (event) =>
    `It takes too long to load: let its modules do less when they are imported, and promote that: ${rebuild(event)}; or go back: ${back(event)}`,
  platform: () => 'This build fails under it: mend the build.',
}

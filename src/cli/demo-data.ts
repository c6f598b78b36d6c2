import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Tenant } from '../contract.ts'
import type { Seed } from '../dev/seed-contract.ts'
import { programmeFile } from './demo-programme.ts'
import { demoPeople } from './demo-people/demo-people.ts'

/** A `tenant.json`: the record where it differs, and what the event shows, in a few words. */
type Given = Partial<Tenant> & Pick<Tenant, 'name'> & { readonly shows?: string }

/**
 * What local development registers: every folder of `demo/`, and every event that has code but no
 * folder there, so that a new event is on its host at once.
 *
 * @param replaced events whose programme has changed and takes the place of the one before
 */
export function demoData(
  demoDir: string,
  eventKeys: readonly string[],
  replaced: ReadonlySet<string> = new Set(),
): Seed[] {
  const demos = readdirSync(demoDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
  const keys = [...new Set([...demos, ...eventKeys])].toSorted()
  return keys.map((key) => ({
    ...localTenant(key, given(join(demoDir, key, 'tenant.json'), key)),
    schedule: schedule(join(demoDir, key), replaced.has(key)),
    people: demoPeople(join(demoDir, key, 'people.json')),
    secrets: (readJson(join(demoDir, key, 'secrets.json')) ?? {}) as Record<string, string>,
    hasModule: eventKeys.includes(key),
  }))
}

const given = (file: string, key: string): Given =>
  (readJson(file) as Given | null) ?? { name: titleCase(key) }

/** null where there is no such file. */
function readJson(file: string): unknown {
  if (!existsSync(file)) return null
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`${file} is no JSON: ${(error as Error).message}`, { cause: error })
  }
}

function localTenant(key: string, { shows, ...different }: Given): Pick<Seed, 'tenant' | 'shows'> {
  const host = `${key}.localhost`
  const tenant: Tenant = {
    schema: 1,
    revision: 1,
    key,
    storeId: `${key}-1`,
    canonicalHost: host,
    hosts: [host],
    status: 'live',
    schedule: [],
    farewell: null,
    notice: null,
    redirects: [],
    listed: true,
    timeZone: 'UTC',
    locales: ['en'],
    starts: inDays(30),
    ends: inDays(31),
    place: 'Main Hall',
    theme: {},
    deadline: null,
    outbound: [],
    ...different,
  }
  return { tenant, shows }
}

function schedule(folder: string, replace: boolean): Seed['schedule'] {
  for (const format of ['json', 'xml'] as const) {
    const file = join(folder, `schedule.${format}`)
    if (existsSync(file)) return { format, text: readFileSync(file, 'utf8'), replace }
  }
  const file = join(folder, 'programme.txt')
  if (!existsSync(file)) return null
  return { format: 'json', text: programmeFile(readFileSync(file, 'utf8')), replace }
}

const DAY = 24 * 60 * 60 * 1000

const inDays = (days: number): string =>
  new Date(Date.now() + days * DAY).toISOString().slice(0, 10)

/** `my-fair` → `My Fair` */
export const titleCase = (key: string): string =>
  key.replaceAll(
    /(^|-)([a-z])/g,
    (_, gap: string, letter: string) => (gap === '' ? '' : ' ') + letter.toUpperCase(),
  )

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Tenant } from '../contract.ts'
import type { Seed } from '../dev/seed-contract.ts'

type Given = Partial<Tenant> & Pick<Tenant, 'name'>

/**
 * What local development registers: every folder of `demo/`, and every event that has code but no
 * folder there, so that a new event is on its host at once.
 */
export function demoData(demoDir: string, eventKeys: readonly string[]): Seed[] {
  const demos = readdirSync(demoDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
  const keys = [...new Set([...demos, ...eventKeys])].toSorted()
  return keys.map((key) => {
    const file = join(demoDir, key, 'tenant.json')
    const given = existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as Given)
      : { name: titleCase(key) }
    return {
      tenant: localTenant(key, given),
      schedule: schedule(join(demoDir, key)),
      hasModule: eventKeys.includes(key),
    }
  })
}

function localTenant(key: string, given: Given): Tenant {
  const host = `${key}.localhost`
  return {
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
    starts: today(),
    ends: today(),
    place: '',
    theme: {},
    deadline: null,
    ...given,
  }
}

function schedule(folder: string): Seed['schedule'] {
  for (const format of ['json', 'xml'] as const) {
    const file = join(folder, `schedule.${format}`)
    if (existsSync(file)) return { format, text: readFileSync(file, 'utf8') }
  }
  return null
}

const today = (): string => new Date().toISOString().slice(0, 10)

const titleCase = (key: string): string =>
  key.replaceAll(
    /(^|-)([a-z])/g,
    (_, gap: string, letter: string) => (gap === '' ? '' : ' ') + letter.toUpperCase(),
  )

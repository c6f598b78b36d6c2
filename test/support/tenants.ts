import type { Tenant } from '../../src/contract.ts'

/** A live event on `<key>.localhost`, with whatever a test wants different. */
export const tenant = (key: string, different: Partial<Tenant> = {}): Tenant => ({
  schema: 1,
  revision: 1,
  key,
  storeId: `${key}-1`,
  name: `The ${key}`,
  canonicalHost: `${key}.localhost`,
  hosts: [`${key}.localhost`],
  status: 'live',
  schedule: [],
  farewell: null,
  notice: null,
  redirects: [],
  listed: true,
  timeZone: 'Europe/Berlin',
  locales: ['en'],
  starts: '2027-03-27',
  ends: '2027-03-28',
  place: '',
  theme: {},
  deadline: null,
  outbound: [],
  ...different,
})

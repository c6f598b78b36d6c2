import type { Actor } from '../../src/admin/access/actor.ts'
import type { Explanation } from '../../src/dispatch/explain.ts'
import { readMasterKeys } from '../../src/registry/secrets/master-keys.ts'
import { manifestKey, moduleKey, serializeRelease } from '../../src/isolate/release.ts'
import { type AdminHost, adminHost, NO_ALERTS } from './admin-host.ts'
import type { Example } from './exercise.ts'
import { memoryRegistrar } from './memory-registrar.ts'
import { memoryShelf } from './memory-shelf.ts'
import { sampleHash, type SampleRelease, sampleRelease } from './sample-release.ts'

const NOW = Date.UTC(2027, 0, 1)
const encoder = new TextEncoder()

const DRAFT = {
  key: 'new-fair',
  name: 'The New Fair',
  timeZone: 'Europe/Berlin',
  locales: ['en', 'de'],
  starts: '2027-03-27',
  ends: '2027-03-28',
  place: 'Hall 4',
  redirects: [{ from: '/old', to: '/new', prefix: true }],
  schedule: [{ at: '2027-03-01T09:00', to: 'live' }],
  farewell: { from: '2027-06-01T00:00', redirect: null },
  theme: { accent: '#123456' },
  settings: { reminderMinutes: 30 },
  outbound: ['crm.example.com'],
}

/** Two releases were promoted since its third revision. */
const REVISION = 5
const FAIR = { params: { key: 'fair' }, revision: REVISION }
const READ = { params: { key: 'fair' } }

const [ZEROTH, FIRST, SECOND] = ['Hall 0', 'Hall 1', 'Hall 2'].map(sampleRelease) as [
  SampleRelease,
  SampleRelease,
  SampleRelease,
]
const MODULE = 'export const hall = 3'

/** Of the one token that there is. */
const TOKEN = '00000004'

/** One good request for every operation, on a host as `preparedHost` makes it. */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  listTenants: { query: { q: 'fair', status: 'draft', limit: '10', sort: 'key' } },
  createTenant: { body: DRAFT },
  getTenant: READ,
  changeTenant: { ...FAIR, body: { name: 'Fair 2', theme: { accent: '#654321' }, settings: null } },
  deleteTenant: { ...FAIR, query: { reason: 'a mistake' } },
  setStatus: { ...FAIR, body: { to: 'live' } },
  cloneTenant: { ...READ, body: { key: 'fair-2028', different: { name: 'Fair 2028' } } },
  createPreview: { ...READ, body: { hours: 2 } },
  setSchedule: { ...FAIR, body: { schedule: DRAFT.schedule } },
  setSettings: { ...FAIR, body: { settings: { a: 1 } } },
  setRedirects: { ...FAIR, body: { redirects: DRAFT.redirects } },
  setTheme: { ...FAIR, body: { theme: DRAFT.theme } },
  setNotice: { ...FAIR, body: { notice: { text: 'Back soon.', until: '2027-03-27T13:10' } } },
  setFarewell: { ...FAIR, body: { farewell: DRAFT.farewell } },
  findHost: { params: { host: 'fair.usher.example' } },
  addHost: { ...FAIR, body: { host: 'another.example.org' } },
  removeHost: { params: { key: 'fair', host: 'fair.example.org' }, revision: REVISION },
  setCanonicalHost: { ...FAIR, body: { host: 'fair.example.org' } },
  checkHost: { params: { key: 'fair', host: 'own.example.net' } },
  vouchForHost: {
    params: { key: 'fair', host: 'own.example.net' },
    query: { reason: 'ours' },
  },
  listRevisions: { ...READ, query: { limit: '1' } },
  getRevision: { params: { key: 'fair', revision: '2' } },
  diffRevisions: { params: { key: 'fair', revision: '3' }, query: { since: '1' } },
  rollBack: { params: { key: 'fair', revision: '2' }, revision: REVISION },
  listReleases: READ,
  recordRelease: { ...READ, body: { manifest: SECOND.manifest, note: 'the hall is another' } },
  getRelease: { params: { key: 'fair', id: FIRST.id } },
  diffReleases: { params: { key: 'fair', id: FIRST.id }, query: { since: FIRST.id } },
  promoteRelease: { params: { key: 'fair', id: FIRST.id }, revision: REVISION },
  rollReleaseBack: FAIR,
  pinRelease: FAIR,
  unpinRelease: FAIR,
  moveLane: { ...FAIR, body: { lane: 'isolated', release: FIRST.id } },
  pruneReleases: { query: { keep: '3' } },
  listMissingModules: { body: { modules: ['a'.repeat(64)] } },
  putModule: { params: { hash: sampleHash(MODULE) }, lines: MODULE },
  getModule: { params: { hash: Object.values(FIRST.manifest.modules)[0] ?? '' } },
  quarantineEvent: FAIR,
  explain: { query: { url: 'https://fair.usher.example/', method: 'POST' } },
  listFaults: READ,
  listAlerts: {},
  showOutbox: { params: { event: 'fair' } },
  settleOutbox: { params: { event: 'fair' }, body: { replay: 'all' } },
  listBounces: { params: { event: 'fair' } },
  noteBounce: { params: { event: 'fair' }, body: { email: 'ada@example.org', reason: '550' } },
  listAudit: { query: { key: 'fair', limit: '2' } },
  showPublishing: {},
  verifyRegistry: { query: { repair: 'true' } },
  importEvents: {
    query: { mode: 'each' },
    lines: `${JSON.stringify(DRAFT)}\n{"key":"broken"}\nno JSON\n`,
  },
  exportEvents: {},
  listSecrets: READ,
  setSecret: { params: { key: 'fair', name: 'crm-token' }, body: { value: 'secret' } },
  removeSecret: { params: { key: 'fair', name: 'webhook' } },
  resealSecrets: {},
  whoAmI: {},
  listTokens: {},
  createToken: { body: { label: 'crm', role: 'operator', events: ['fair'], expires: NOW + 1e9 } },
  revokeToken: { params: { id: TOKEN } },
}

const EXPLANATION: Explanation = {
  url: 'https://fair.usher.example/',
  method: 'POST',
  outcome: 'the event answers',
  event: {
    key: 'fair',
    name: 'Fair',
    revision: 3,
    status: 'live',
    statusNow: 'live',
    schedule: [],
  },
  readAt: NOW,
  lane: 'shared',
  release: 'source',
  app: {
    layer: { by: 'base', pattern: '/' },
    allowed: ['GET'],
    seams: { views: ['home'] },
    settings: [{ name: 'slot', value: '30', from: 'base' }],
    givenUp: [],
    ifItFaults: 'the base',
    ifItDoesNotLoad: null,
  },
}

type Holder = Pick<Actor, 'name' | 'role' | 'events'>

/** A host with the event `fair`, on three hosts, one of them not proven, and two releases of it. */
export async function preparedHost(holders: Readonly<Record<string, Holder>>): Promise<AdminHost> {
  const { registrar } = await memoryRegistrar(() => NOW, {
    needsProof: (host) => host.endsWith('.example.net'),
  })
  const by = { actor: 'test' }
  const hosts = ['fair.usher.example', 'fair.example.org', 'own.example.net']
  await registrar.call('tenants.create', { by, draft: { ...DRAFT, key: 'fair', hosts } })
  for (const place of ['Hall 1', 'Hall 2']) {
    await registrar.call('tenants.change', { by, key: 'fair', ifRevision: null, patch: { place } })
  }
  const shelf = memoryShelf(() => NOW)
  for (const { manifest, texts, id } of [ZEROTH, FIRST, SECOND]) {
    for (const [hash, text] of texts) await shelf.put(moduleKey(hash), encoder.encode(text))
    if (id === SECOND.id) continue
    const bytes = encoder.encode(serializeRelease(manifest))
    await shelf.put(manifestKey('fair', id), bytes)
    const kept = { id, bytes: 1_000, protocol: 1, store: 1, platform: '0', overrides: null }
    const release = { ...kept, objects: [...texts.keys()].map(moduleKey) }
    await registrar.call('releases.record', { by, key: 'fair', release })
    await registrar.call('releases.promote', { by, key: 'fair', ifRevision: null, id })
  }
  const token = { hash: 'x', label: 'crm', role: 'viewer', events: null, expires: null } as const
  await registrar.call('tokens.create', { by, token })
  const sealed = { key: 'fair', name: 'webhook', sealed: '1.x', sealKey: 'older' }
  await registrar.call('secrets.set', { by, ...sealed })
  const keys = await readMasterKeys(`first:${btoa('k'.repeat(32))}`)
  if (!keys.ok) throw new Error('a master key')
  const parked = {
    id: 'work-1',
    topic: 'mails',
    subject: 'mails',
    planned: NOW,
    parked: NOW,
    tries: 12,
    error: '550',
    waiting: 0,
  }
  const isFair = (event: string) => event === 'fair'
  return adminHost(
    {
      registrar,
      explain: async () => EXPLANATION,
      recentFaults: async () => [{ seam: 'view:home', openings: 2, last: NOW }],
      masterKeys: async () => keys,
      releases: () => ({ ok: true, value: { shelf, protocol: 1, store: 1 } }),
      outboundCalls: async () => [{ host: 'crm.example.com', calls: 3, failed: 1, today: 2 }],
      alertState: async () => ({
        ...NO_ALERTS,
        alerts: [
          { kind: 'breaker', seam: 'view:home', since: NOW, last: NOW, times: 2, settled: null },
        ],
        givenUp: [{ channel: 'webhook', at: NOW, error: 'It answered 500.' }],
      }),
      previewLink: async () => 'https://fair.usher.example/?preview=x',
      outboxOf: async (event) =>
        isFair(event)
          ? {
              event,
              outbox: {
                work: async () => [],
                state: async () => ({ parked: [parked], parkedInAll: 1, open: 0, due: null }),
                replay: async () => 1,
                drop: async () => ({ ok: true, value: null }),
              },
            }
          : null,
      bouncesOf: async (event) =>
        isFair(event)
          ? {
              event,
              list: async () => [{ person: 'p', at: NOW, reason: '550', times: 1 }],
              note: async () => true,
            }
          : null,
    },
    holders,
  )
}

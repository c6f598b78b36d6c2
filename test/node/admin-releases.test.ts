import { beforeEach, describe, expect, test } from 'vitest'
import { manifestKey, moduleKey } from '../../src/isolate/release.ts'
import { adminHost, type AdminHost } from '../support/admin-host.ts'
import { memoryRegistrar } from '../support/memory-registrar.ts'
import { memoryShelf, type MemoryShelf } from '../support/memory-shelf.ts'
import { readForms } from '../support/read-forms.ts'
import { type SampleRelease, sampleHash, sampleRelease } from '../support/sample-release.ts'

// Releases as the API takes them: nothing that is not whole, nothing newer than the platform.

const START = Date.UTC(2027, 0, 1)
const HOUR = 3_600_000

let now = START
let shelf: MemoryShelf
let host: AdminHost
beforeEach(async () => {
  now = START
  shelf = memoryShelf(() => now)
  const { registrar } = await memoryRegistrar(() => now)
  const by = { actor: 'test' }
  for (const key of ['fair', 'other']) {
    const draft = { key, name: key, timeZone: 'UTC', locales: ['en'] }
    const dates = { starts: '2027-03-27', ends: '2027-03-28' }
    await registrar.call('tenants.create', { by, draft: { ...draft, ...dates } })
  }
  host = adminHost({
    registrar,
    releases: () => ({ ok: true, value: { shelf, protocol: 1, store: 1 } }),
    clock: { now: () => now },
  })
})

interface Answer {
  readonly status: number
  readonly body: { readonly detail?: string } & Readonly<Record<string, unknown>>
}

async function ask(method: string, path: string, body?: object, headers = {}): Promise<Answer> {
  const response = await host.get(`/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) }
}

async function put(hash: string, text: string): Promise<number> {
  const headers = { 'content-type': 'application/octet-stream' }
  const sent = { method: 'PUT', headers, body: text }
  return (await host.get(`/api/v1/modules/${hash}`, sent)).status
}

async function sendAll({ texts }: SampleRelease): Promise<void> {
  for (const [hash, text] of texts) expect(await put(hash, text)).toBe(204)
}

const page = async (path: string): Promise<string> => (await host.get(path)).text()
const record = ({ manifest }: Pick<SampleRelease, 'manifest'>, key = 'fair', query = '') =>
  ask('POST', `/tenants/${key}/releases${query}`, { manifest })
const promote = async (id: string) => {
  const { body } = await ask('GET', '/tenants/fair')
  const { revision } = body['tenant'] as { readonly revision: number }
  return ask('POST', `/tenants/fair/releases/${id}/promote`, undefined, {
    'if-match': `"${revision}"`,
  })
}

describe('a module', () => {
  test('is kept under its hash, once, and noted', async () => {
    const hash = sampleHash('export {}')
    expect(await put(hash, 'export {}')).toBe(204)
    expect(await put(hash, 'export {}')).toBe(204)
    expect(shelf.objects.get(moduleKey(hash))?.text).toBe('export {}')
    const kept = host.notes.filter((note) => note.type === 'admin' && note.what === 'kept')
    expect(kept).toMatchObject([{ who: 'break-glass', why: '9 bytes' }])
  })

  test('that is not what its name says is refused', async () => {
    expect(await put(sampleHash('export {}'), 'export { }')).toBe(422)
    expect(shelf.objects.size).toBe(0)
  })

  test('of more than 8 MiB is refused', async () => {
    const text = 'x'.repeat(8 * 1024 * 1024 + 1)
    expect(await put(sampleHash(text), text)).toBe(413)
  })

  test('that is not there is told', async () => {
    const sample = sampleRelease('one')
    const [first = '', ...rest] = sample.texts.keys()
    await put(first, sample.texts.get(first) ?? '')
    const { body } = await ask('POST', '/modules:missing', { modules: [first, ...rest] })
    expect(body['missing']).toEqual(rest)
  })
})

describe('a release', () => {
  test('whose modules are there is recorded under the hash of its manifest', async () => {
    const sample = sampleRelease('one')
    await sendAll(sample)
    const { status, body } = await record(sample)
    const bytes = [...sample.texts.values()].join('').length
    expect([status, body['id'], body['bytes']]).toEqual([201, sample.id, bytes])
    expect(body['overrides']).toEqual({ fallsOpen: true, seams: { views: 1 } })
    expect(shelf.objects.has(manifestKey('fair', sample.id))).toBe(true)
    const one = await ask('GET', `/tenants/fair/releases/${sample.id}`)
    expect(one.body['manifest']).toEqual(sample.manifest)
  })

  test('of which a module is missing is refused, and not recorded', async () => {
    const sample = sampleRelease('one')
    await sendAll(sample)
    const [gone = ''] = sample.texts.keys()
    shelf.objects.delete(moduleKey(gone))
    const { status, body } = await record(sample)
    expect([status, body.detail]).toEqual([409, expect.stringContaining(gone)])
    expect((await ask('GET', '/tenants/fair/releases')).body['releases']).toEqual([])
  })

  test('of which a module goes while it is being recorded is taken back', async () => {
    const sample = sampleRelease('one')
    await sendAll(sample)
    const [gone = ''] = sample.texts.keys()
    shelf.objects.set = (key, object) => {
      if (key === manifestKey('fair', sample.id)) shelf.objects.delete(moduleKey(gone))
      return Map.prototype.set.call(shelf.objects, key, object) as typeof shelf.objects
    }
    expect((await record(sample)).status).toBe(409)
    expect((await ask('GET', '/tenants/fair/releases')).body['releases']).toEqual([])
  })

  test.each([
    ['a newer protocol', { protocol: 2 }, 409, 'Deploy first'],
    ['newer calls of the store', { store: 2 }, 409, 'Deploy first'],
    ['another event', { event: 'other' }, 422, 'It is a release of "other"'],
    ['a beginning that is not there', { main: 'else.js' }, 422, 'not among its modules'],
    ['a newer shape', { schema: 2 }, 422, 'schema'],
    ['a module outside', { modules: { '../main.js': 'a'.repeat(64) } }, 422, 'modules'],
  ])('of %s is refused', async (_, different, status, why) => {
    const sample = sampleRelease('one')
    await sendAll(sample)
    const manifest = { ...sample.manifest, ...different } as SampleRelease['manifest']
    const refused = await record({ manifest })
    expect([refused.status, refused.body.detail]).toEqual([status, expect.stringContaining(why)])
    expect([...shelf.objects.keys()].some((key) => key.startsWith('releases/'))).toBe(false)
  })

  test('that is only tried leaves nothing behind', async () => {
    const sample = sampleRelease('one')
    await sendAll(sample)
    expect((await record(sample, 'fair', '?dryRun=true')).status).toBe(201)
    expect((await ask('GET', '/tenants/fair/releases')).body['releases']).toEqual([])
    expect(shelf.objects.has(manifestKey('fair', sample.id))).toBe(false)
  })
})

describe('two releases', () => {
  const GUARDED = {
    fallsOpen: false,
    seams: {
      guards: [{ name: 'meetings' }],
      routes: [{ name: 'GET /agenda', stands: 'replaces', over: ['GET /agenda'] }],
    },
  }
  const [one, two] = [sampleRelease('one'), sampleRelease('a longer two')]
  const views = one.manifest.overrides?.seams ?? {}
  const routed = { ...views, routes: [{ name: 'GET /agenda', stands: 'new' }] }
  const first = { ...one.manifest, overrides: { fallsOpen: true, seams: routed } }
  const second = {
    ...two.manifest,
    overrides: GUARDED,
    versions: { ...two.manifest.versions, hono: '5.0.0' },
    compatibilityFlags: ['new_module_registry', 'nodejs_compat'],
  }
  const sent = async (): Promise<readonly [string, string]> => {
    await sendAll(one)
    await sendAll(two)
    const { body: from } = await record({ manifest: first })
    const { body: to } = await ask('POST', '/tenants/fair/releases', {
      manifest: second,
      note: 'the hall plan',
    })
    return [String(from['id']), String(to['id'])]
  }

  test('are compared in modules, pieces, texts and versions', async () => {
    const [from, to] = await sent()
    await promote(from)
    const { status, body } = await ask('GET', `/tenants/fair/releases/${to}/diff?since=${from}`)
    expect(status).toBe(200)
    const { before, after, ...diff } = body
    expect(diff).toEqual({
      from,
      to,
      pinned: false,
      samePlatform: true,
      modules: [{ name: 'event/event.js', part: 'event', from: 20, to: 29 }],
      pieces: [
        {
          seam: 'routes',
          name: 'GET /agenda',
          change: 'changed',
          from: 'new',
          to: 'replaces GET /agenda',
        },
        { seam: 'views', name: 'home.hero', change: 'removed', from: null, to: null },
        { seam: 'guards', name: 'meetings', change: 'added', from: null, to: null },
      ],
      texts: [{ locale: 'en', key: 'home.agenda', from: 'one', to: 'a longer two' }],
      versions: [
        {
          of: 'compatibility flags',
          from: 'new_module_registry',
          to: 'new_module_registry, nodejs_compat',
        },
        { of: 'hono', from: '4.13.19', to: '5.0.0' },
        { of: 'where it does not load', from: 'the base answers', to: 'its own error page' },
      ],
    })
    expect(before).toMatchObject({ id: from, use: 'in-force', recorded: { at: START } })
    expect(after).toMatchObject({ id: to, use: null, note: 'the hall plan' })
  })

  test('are laid side by side on a page, with whose each is and what serves', async () => {
    const [from, to] = await sent()
    await promote(from)
    const html = await page(`/events/fair/releases?a=${from}&b=${to}`)
    expect(html).toContain(`From ${from.slice(0, 12)} to ${to.slice(0, 12)}`)
    expect(html).toContain('<td data-label="Before">in force</td><td data-label="After">not in use')
    expect(html).toContain('by break-glass')
    expect(html).toContain('The event’s own code is different.')
    expect(html).toContain('The shared base under it is the same.')
    expect(html).toContain('<del><bdi lang="en">one</bdi></del>')
    expect(html).toContain('<ins><bdi lang="en">a longer two</bdi></ins>')
    expect(html).toContain('<ins><bdi>replaces GET /agenda</bdi></ins>')
    expect(html).toContain('nodejs_compat')
  })

  test('of which one is another platform’s are told to be that', async () => {
    const [from] = await sent()
    const versions = { ...first.versions, platform: 'fedcba9876543210' }
    const { body } = await record({ manifest: { ...first, versions } })
    const html = await page(`/events/fair/releases?a=${from}&b=${String(body['id'])}`)
    expect(html).toContain('The event’s own code is the same.')
    expect(html).toContain('The shared base under it is another one')
  })

  test('that are one differ in nothing', async () => {
    const [from] = await sent()
    const html = await page(`/events/fair/releases?a=${from}&b=${from}`)
    expect(html).toContain('They are the same.')
  })

  test('of which one is not there any more are said to be that', async () => {
    const [from, to] = await sent()
    shelf.objects.delete(manifestKey('fair', to))
    const path = `/events/fair/releases?a=${from}`
    for (const other of [to, 'f'.repeat(64), '<b>']) {
      expect(await page(`${path}&b=${encodeURIComponent(other)}`)).toContain('kept no longer')
    }
  })
})

describe('pruning', () => {
  const prune = (query: string) => ask('POST', `/releases:prune?${query}`)

  test('takes old releases, and what no other has of them, once it has lain an hour', async () => {
    const [one, two, three] = await several()
    await promote(three.id)
    const before = shelf.objects.size
    now += HOUR / 2
    expect((await prune('keep=1')).body).toMatchObject({
      releases: [{ key: 'fair', id: one.id }],
      objects: 0,
    })
    expect(shelf.objects.size).toBe(before)
    now += HOUR
    const { body } = await prune('keep=1')
    expect([body['objects'], body['next']]).toEqual([2, null])
    const left = [...shelf.objects.keys()]
    for (const sample of [two, three]) {
      expect(left).toContain(manifestKey('fair', sample.id))
      for (const hash of sample.texts.keys()) expect(left).toContain(moduleKey(hash))
    }
    expect(left).toHaveLength(before - 2)
  })

  test('that is only tried counts what the releases that would go need alone', async () => {
    const [one, two, three] = await several()
    await promote(three.id)
    now += 2 * HOUR
    const before = shelf.objects.size
    const tried = await prune('key=fair&keep=1&dryRun=true')
    expect(tried.body).toMatchObject({
      releases: [{ key: 'fair', id: one.id }],
      kept: [
        { id: three.id, why: 'in-force' },
        { id: two.id, why: 'newest' },
      ],
      objects: 2,
    })
    expect(shelf.objects.size).toBe(before)
    const { body } = await prune('key=fair&keep=1')
    expect(body).toEqual(tried.body)
    expect(shelf.objects.size).toBe(before - 2)
  })

  test('that is only tried takes nothing', async () => {
    await put(sampleHash('nobody’s'), 'nobody’s')
    now += 2 * HOUR
    expect((await prune('dryRun=true')).body['objects']).toBe(1)
    expect(shelf.objects.size).toBe(1)
    expect((await prune('')).body['objects']).toBe(1)
    expect(shelf.objects.size).toBe(0)
  })

  /** The form of the page, as it is filled in. */
  async function press(html: string, typed: Readonly<Record<string, string>>): Promise<Response> {
    const form = readForms(html).find(({ method }) => method === 'post')
    if (form === undefined) throw new Error('no form')
    const fields = form.fields.filter((field) => field.sent && typed[field.name] === undefined)
    const sent = [...fields.map(({ name, value }) => [name, value]), ...Object.entries(typed)]
    return host.get('/events/fair/prune', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(sent as [string, string][]).toString(),
    })
  }

  async function several(): Promise<readonly [SampleRelease, SampleRelease, SampleRelease]> {
    const samples = ['one', 'two', 'three'].map(sampleRelease)
    for (const sample of samples) {
      await sendAll(sample)
      await record(sample)
    }
    return samples as unknown as [SampleRelease, SampleRelease, SampleRelease]
  }

  test('has a page that says what goes and why the others stay, and does it', async () => {
    const [one, two, three] = await several()
    await promote(two.id)
    now += 2 * HOUR
    const html = await page('/events/fair/prune?keep=1')
    expect(html).toContain('1 release would go, and what nobody needs then: 2 modules, 1 KB.')
    expect(html).toContain('It is in force.')
    expect(html).toContain('It is one of the 1 newest that stay.')
    expect(html.match(/>goes</g)).toHaveLength(1)
    const unsure = await press(html, { confirm: 'fair-2' })
    expect([unsure.status, await unsure.text()]).toEqual([
      422,
      expect.stringContaining('Type fair, so that it is the event that you mean.'),
    ])
    const done = await press(html, { confirm: 'fair', reason: 'too many' })
    expect(done.headers.get('location')).toBe('/events/fair/releases?done=pruned')
    const { body } = await ask('GET', '/tenants/fair/releases')
    expect((body['releases'] as { id: string }[]).map(({ id }) => id)).toEqual([three.id, two.id])
    expect(shelf.objects.has(manifestKey('fair', one.id))).toBe(false)
    const audit = await ask('GET', '/audit?action=releases.prune')
    expect(audit.body['entries']).toMatchObject([{ key: 'fair', reason: 'too many' }])
  })

  test('on the page takes nothing that was not listed there', async () => {
    const [one, two] = await several()
    now += 2 * HOUR
    const html = await page('/events/fair/prune?keep=1')
    await promote(one.id)
    const before = shelf.objects.size
    const late = await press(html, { confirm: 'fair' })
    const text = await late.text()
    expect([late.status, text]).toEqual([422, expect.stringContaining('look again')])
    expect(shelf.objects.size).toBe(before)
    expect((await press(text, { confirm: 'fair' })).status).toBe(303)
    expect(shelf.objects.has(manifestKey('fair', one.id))).toBe(true)
    expect(shelf.objects.has(manifestKey('fair', two.id))).toBe(false)
  })

  test('has nothing to press where nothing would go', async () => {
    await several()
    const html = await page('/events/fair/prune')
    expect(html).toContain('Nothing would go.')
    expect(html).not.toContain('<form method="post"')
  })
})

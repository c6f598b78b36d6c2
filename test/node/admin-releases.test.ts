import { beforeEach, describe, expect, test } from 'vitest'
import { manifestKey, moduleKey } from '../../src/isolate/release.ts'
import { openReleaseDesk, type ReleaseDesk } from '../support/release-desk.ts'
import { type SampleRelease, sampleHash, sampleRelease } from '../support/sample-release.ts'

// Releases as the API takes them: nothing that is not whole, nothing newer than the platform.

let desk: ReleaseDesk
beforeEach(async () => {
  desk = await openReleaseDesk()
})

describe('a module', () => {
  test('is kept under its hash, once, and noted', async () => {
    const hash = sampleHash('export {}')
    expect(await desk.put(hash, 'export {}')).toBe(204)
    expect(await desk.put(hash, 'export {}')).toBe(204)
    expect(desk.shelf.objects.get(moduleKey(hash))?.text).toBe('export {}')
    const kept = desk.host.notes.filter((note) => note.type === 'admin' && note.what === 'kept')
    expect(kept).toMatchObject([{ who: 'break-glass', why: '9 bytes' }])
  })

  test('that is not what its name says is refused', async () => {
    expect(await desk.put(sampleHash('export {}'), 'export { }')).toBe(422)
    expect(desk.shelf.objects.size).toBe(0)
  })

  test('of more than 8 MiB is refused', async () => {
    const text = 'x'.repeat(8 * 1024 * 1024 + 1)
    expect(await desk.put(sampleHash(text), text)).toBe(413)
  })

  test('that is not there is told', async () => {
    const sample = sampleRelease('one')
    const [first = '', ...rest] = sample.texts.keys()
    await desk.put(first, sample.texts.get(first) ?? '')
    const { body } = await desk.ask('POST', '/modules:missing', { modules: [first, ...rest] })
    expect(body['missing']).toEqual(rest)
  })
})

describe('a release', () => {
  test('whose modules are there is recorded under the hash of its manifest', async () => {
    const sample = sampleRelease('one')
    await desk.sendAll(sample)
    const { status, body } = await desk.record(sample)
    const bytes = [...sample.texts.values()].join('').length
    expect([status, body['id'], body['bytes']]).toEqual([201, sample.id, bytes])
    expect(body['overrides']).toEqual({ fallsOpen: true, seams: { views: 1 } })
    expect(desk.shelf.objects.has(manifestKey('fair', sample.id))).toBe(true)
    const one = await desk.ask('GET', `/tenants/fair/releases/${sample.id}`)
    expect(one.body['manifest']).toEqual(sample.manifest)
  })

  test('of which a module is missing is refused, and not recorded', async () => {
    const sample = sampleRelease('one')
    await desk.sendAll(sample)
    const [gone = ''] = sample.texts.keys()
    desk.shelf.objects.delete(moduleKey(gone))
    const { status, body } = await desk.record(sample)
    expect([status, body.detail]).toEqual([409, expect.stringContaining(gone)])
    expect((await desk.ask('GET', '/tenants/fair/releases')).body['releases']).toEqual([])
  })

  test('of which a module goes while it is being recorded is taken back', async () => {
    const sample = sampleRelease('one')
    await desk.sendAll(sample)
    const [gone = ''] = sample.texts.keys()
    desk.shelf.objects.set = (key, object) => {
      if (key === manifestKey('fair', sample.id)) desk.shelf.objects.delete(moduleKey(gone))
      return Map.prototype.set.call(desk.shelf.objects, key, object) as typeof desk.shelf.objects
    }
    expect((await desk.record(sample)).status).toBe(409)
    expect((await desk.ask('GET', '/tenants/fair/releases')).body['releases']).toEqual([])
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
    await desk.sendAll(sample)
    const manifest = { ...sample.manifest, ...different } as SampleRelease['manifest']
    const refused = await desk.record({ manifest })
    expect([refused.status, refused.body.detail]).toEqual([status, expect.stringContaining(why)])
    expect([...desk.shelf.objects.keys()].some((key) => key.startsWith('releases/'))).toBe(false)
  })

  test('that is only tried leaves nothing behind', async () => {
    const sample = sampleRelease('one')
    await desk.sendAll(sample)
    expect((await desk.record(sample, 'fair', '?dryRun=true')).status).toBe(201)
    expect((await desk.ask('GET', '/tenants/fair/releases')).body['releases']).toEqual([])
    expect(desk.shelf.objects.has(manifestKey('fair', sample.id))).toBe(false)
  })
})

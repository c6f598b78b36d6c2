import { beforeEach, describe, expect, test } from 'vitest'
import { manifestKey, moduleKey } from '../../src/isolate/release.ts'
import { readForms } from '../support/read-forms.ts'
import { openReleaseDesk, type ReleaseDesk } from '../support/release-desk.ts'
import { type SampleRelease, sampleHash, sampleRelease } from '../support/sample-release.ts'

// What is thrown away of releases: told before, by the API and on a page, and nothing that is needed.

const HOUR = 3_600_000

let desk: ReleaseDesk
beforeEach(async () => {
  desk = await openReleaseDesk()
})

describe('pruning', () => {
  const prune = (query: string) => desk.ask('POST', `/releases:prune?${query}`)

  test('takes old releases, and what no other has of them, once it has lain an hour', async () => {
    const [one, two, three] = await several()
    await desk.promote(three.id)
    const before = desk.shelf.objects.size
    desk.wait(HOUR / 2)
    expect((await prune('keep=1')).body).toMatchObject({
      releases: [{ key: 'fair', id: one.id }],
      objects: 0,
    })
    expect(desk.shelf.objects.size).toBe(before)
    desk.wait(HOUR)
    const { body } = await prune('keep=1')
    expect([body['objects'], body['next']]).toEqual([2, null])
    const left = [...desk.shelf.objects.keys()]
    for (const sample of [two, three]) {
      expect(left).toContain(manifestKey('fair', sample.id))
      for (const hash of sample.texts.keys()) expect(left).toContain(moduleKey(hash))
    }
    expect(left).toHaveLength(before - 2)
  })

  test('that is only tried counts what the releases that would go need alone', async () => {
    const [one, two, three] = await several()
    await desk.promote(three.id)
    desk.wait(2 * HOUR)
    const before = desk.shelf.objects.size
    const tried = await prune('key=fair&keep=1&dryRun=true')
    expect(tried.body).toMatchObject({
      releases: [{ key: 'fair', id: one.id }],
      kept: [
        { id: three.id, why: 'in-force' },
        { id: two.id, why: 'newest' },
      ],
      objects: 2,
    })
    expect(desk.shelf.objects.size).toBe(before)
    const { body } = await prune('key=fair&keep=1')
    expect(body).toEqual(tried.body)
    expect(desk.shelf.objects.size).toBe(before - 2)
  })

  test('that is only tried takes nothing', async () => {
    await desk.put(sampleHash('nobody’s'), 'nobody’s')
    desk.wait(2 * HOUR)
    expect((await prune('dryRun=true')).body['objects']).toBe(1)
    expect(desk.shelf.objects.size).toBe(1)
    expect((await prune('')).body['objects']).toBe(1)
    expect(desk.shelf.objects.size).toBe(0)
  })

  /** The form of the page, as it is filled in. */
  async function press(html: string, typed: Readonly<Record<string, string>>): Promise<Response> {
    const form = readForms(html).find(({ method }) => method === 'post')
    if (form === undefined) throw new Error('no form')
    const fields = form.fields.filter((field) => field.sent && typed[field.name] === undefined)
    const sent = [...fields.map(({ name, value }) => [name, value]), ...Object.entries(typed)]
    return desk.host.get('/events/fair/prune', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(sent).toString(),
    })
  }

  async function several(): Promise<readonly [SampleRelease, SampleRelease, SampleRelease]> {
    const samples = ['one', 'two', 'three'].map(sampleRelease)
    for (const sample of samples) {
      await desk.sendAll(sample)
      await desk.record(sample)
    }
    return samples as unknown as [SampleRelease, SampleRelease, SampleRelease]
  }

  test('has a page that says what goes and why the others stay, and does it', async () => {
    const [one, two, three] = await several()
    await desk.promote(two.id)
    desk.wait(2 * HOUR)
    const html = await desk.page('/events/fair/prune?keep=1')
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
    const { body } = await desk.ask('GET', '/tenants/fair/releases')
    expect((body['releases'] as { id: string }[]).map(({ id }) => id)).toEqual([three.id, two.id])
    expect(desk.shelf.objects.has(manifestKey('fair', one.id))).toBe(false)
    const audit = await desk.ask('GET', '/audit?action=releases.prune')
    expect(audit.body['entries']).toMatchObject([{ key: 'fair', reason: 'too many' }])
  })

  test('on the page takes nothing that was not listed there', async () => {
    const [one, two] = await several()
    desk.wait(2 * HOUR)
    const html = await desk.page('/events/fair/prune?keep=1')
    await desk.promote(one.id)
    const before = desk.shelf.objects.size
    const late = await press(html, { confirm: 'fair' })
    const text = await late.text()
    expect([late.status, text]).toEqual([422, expect.stringContaining('look again')])
    expect(desk.shelf.objects.size).toBe(before)
    expect((await press(text, { confirm: 'fair' })).status).toBe(303)
    expect(desk.shelf.objects.has(manifestKey('fair', one.id))).toBe(true)
    expect(desk.shelf.objects.has(manifestKey('fair', two.id))).toBe(false)
  })

  test('has nothing to press where nothing would go', async () => {
    await several()
    const html = await desk.page('/events/fair/prune')
    expect(html).toContain('Nothing would go.')
    expect(html).not.toContain('<form method="post"')
  })
})

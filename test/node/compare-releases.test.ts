import { beforeEach, describe, expect, test } from 'vitest'
import { manifestKey } from '../../src/isolate/release.ts'
import { openReleaseDesk, type ReleaseDesk, START } from '../support/release-desk.ts'
import { sampleRelease } from '../support/sample-release.ts'

// What is different about a release, for whoever is about to promote it: by the API, and on the page.

let desk: ReleaseDesk
beforeEach(async () => {
  desk = await openReleaseDesk()
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
    await desk.sendAll(one)
    await desk.sendAll(two)
    const { body: from } = await desk.record({ manifest: first })
    const { body: to } = await desk.ask('POST', '/tenants/fair/releases', {
      manifest: second,
      note: 'the hall plan',
    })
    return [String(from['id']), String(to['id'])]
  }

  test('are compared in modules, pieces, texts and versions', async () => {
    const [from, to] = await sent()
    await desk.promote(from)
    const { status, body } = await desk.ask(
      'GET',
      `/tenants/fair/releases/${to}/diff?since=${from}`,
    )
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
    await desk.promote(from)
    const html = await desk.page(`/events/fair/releases?a=${from}&b=${to}`)
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
    const { body } = await desk.record({ manifest: { ...first, versions } })
    const html = await desk.page(`/events/fair/releases?a=${from}&b=${String(body['id'])}`)
    expect(html).toContain('The event’s own code is the same.')
    expect(html).toContain('The shared base under it is another one')
  })

  test('that are one differ in nothing', async () => {
    const [from] = await sent()
    const html = await desk.page(`/events/fair/releases?a=${from}&b=${from}`)
    expect(html).toContain('They are the same.')
  })

  test('of which one is not there any more are said to be that', async () => {
    const [from, to] = await sent()
    desk.shelf.objects.delete(manifestKey('fair', to))
    const path = `/events/fair/releases?a=${from}`
    for (const other of [to, 'f'.repeat(64), '<b>']) {
      expect(await desk.page(`${path}&b=${encodeURIComponent(other)}`)).toContain('kept no longer')
    }
  })
})

import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { PREVIEW_HOURS } from '../../src/admin/preview-hours.ts'
import type { CounterStub } from '../../src/telemetry/fault-counts.ts'
import { openAdminDesk, openEventDesk } from './admin-desk.ts'
import { BY, done, release } from './registrar-desk.ts'

// The pages about an event's releases: what is in force, going forward and back, lanes, quarantine.

const { registrar, admin, operator, viewer, make, entry, next } = openEventDesk('rel')

let key = ''
let home = ''
const id = (letter: string) => release(letter).id
const short = (letter: string) => id(letter).slice(0, 12)
const own = () => ({ by: BY, key, ifRevision: null })
const choice = async () => (await entry()).tenant.release

/** A live event with these releases, the first of them in force. */
async function released(...letters: string[]): Promise<void> {
  await make({ status: 'live' })
  for (const letter of letters) {
    const draft = { ...release(letter), objects: [`modules/${key}-${letter}`] }
    await done(
      registrar.call('releases.record', { by: BY, key, release: draft, note: `as of ${letter}` }),
    )
  }
  const [first] = letters
  if (first === undefined) return
  await done(registrar.call('releases.promote', { ...own(), id: id(first) }))
}

const press = (word: string, page = 'releases') =>
  operator.fill(`${home}/${page}`, { act: word }, ({ buttons }) =>
    buttons.some(({ value }) => value === word),
  )

beforeAll(() => registrar.call('tenants.list', {}))
beforeEach(() => {
  ;({ key, home } = next())
})

describe('the page of releases', () => {
  test('says how to build the first one', async () => {
    await released()
    const { html } = await viewer.see(`${home}/releases`)
    expect(html).toContain('No release yet')
    expect(html).toContain(`npx usher release ${key}`)
    expect(html).not.toContain('<form method="post"')
  })

  test('lists each with when, by whom, what it is, and which is in force', async () => {
    await released('a', 'b')
    const { html } = await viewer.see(`${home}/releases`)
    expect(html).toContain(short('a'))
    expect(html).toContain('by test')
    expect(html).toContain('as of b')
    expect(html).toContain('views (2)')
    expect(html).toContain('1 KB, store 1, protocol 1')
    expect(html.match(/badge live">in force/g)).toHaveLength(1)
    expect(html).not.toContain('Promote')
  })

  test('promotes, and goes back with one click', async () => {
    await released('a', 'b')
    const promoted = await operator.fill(`${home}/releases`, { act: 'promoted' }, ({ fields }) =>
      fields.some(({ value }) => value === id('b')),
    )
    expect(promoted.goesTo).toBe(`${home}/releases?done=promoted`)
    expect(await choice()).toEqual({ id: id('b'), previous: id('a'), pinned: false })
    const page = await operator.see(`${home}/releases`)
    expect(page.html).toContain(`Roll back to ${short('a')}`)
    expect((await press('back')).goesTo).toBe(`${home}/releases?done=back`)
    expect((await choice())?.id).toBe(id('a'))
  })

  test('pins, and lets go; a pinned event is offered nothing to promote', async () => {
    await released('a', 'b')
    expect((await press('pinned')).goesTo).toBe(`${home}/releases?done=pinned`)
    const { html } = await operator.see(`${home}/releases`)
    expect(html).toContain('nothing is promoted')
    expect(html).not.toContain('value="promoted"')
    expect((await press('unpinned')).goesTo).toBe(`${home}/releases?done=unpinned`)
    expect((await choice())?.pinned).toBe(false)
  })

  test('tells who was slower, and promotes nothing', async () => {
    await released('a', 'b', 'c')
    const { forms } = await operator.see(`${home}/releases`)
    const stale = forms.find(({ fields }) => fields.some(({ value }) => value === id('b')))
    if (stale === undefined) throw new Error('no form')
    await done(registrar.call('releases.promote', { ...own(), id: id('c') }))
    const lost = await operator.send(`${home}/releases`, stale, { act: 'promoted' })
    expect(lost.status).toBe(412)
    expect(lost.html).toContain('Somebody else was first')
    expect((await choice())?.id).toBe(id('c'))
  })

  test('refuses whoever may only look, and words that mean nothing', async () => {
    await released('a', 'b')
    const { forms } = await operator.see(`${home}/releases`)
    const form = forms.find(({ method }) => method === 'post')
    if (form === undefined) throw new Error('no form')
    expect((await viewer.send(`${home}/releases`, form, { act: 'back' })).status).toBe(403)
    expect((await operator.send(`${home}/releases`, form, { act: 'else' })).status).toBe(400)
  })

  test('offers to throw old ones away to those alone who may see to all events', async () => {
    await released('a', 'b')
    const limited = admin.as('operator', [key])
    const leadsThere = `href="${home}/prune"`
    expect((await operator.see(`${home}/releases`)).html).toContain(leadsThere)
    expect((await limited.see(`${home}/releases`)).html).not.toContain(leadsThere)
    expect((await limited.see(`${home}/prune`)).status).toBe(403)
    expect((await viewer.see(`${home}/prune`)).status).toBe(403)
  })

  test('makes a link to look at one, which is kept as long', async () => {
    await released('a')
    const path = `${home}/preview?release=${id('a')}`
    const made = await operator.fill(path, { hours: '2' })
    expect(made.html).toContain('Whoever has this link sees the release')
    const { releases } = await done(registrar.call('releases.list', { key }))
    expect(releases[0]?.heldUntil).toBeGreaterThan(Date.now() + 7_000_000)
    const form = (await operator.see(path)).forms[0]
    if (form === undefined) throw new Error('no form')
    expect((await operator.send(path, form, { release: id('f') })).status).toBe(404)
  })

  test('offers links for as long as the API makes them, and no longer', async () => {
    await released('a')
    const { html } = await operator.see(`${home}/preview`)
    const offered = [...html.matchAll(/<option value="(\d+)"/g)].map(([, hours]) => Number(hours))
    expect(Math.max(...offered)).toBe(PREVIEW_HOURS.most)
    const ask = (hours: number) =>
      admin.host.get(`/api/v1/tenants/${key}/previews`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ hours }),
      })
    expect((await ask(PREVIEW_HOURS.most)).status).toBe(201)
    expect((await ask(PREVIEW_HOURS.most + 1)).status).toBe(422)
    await operator.fill(`${home}/preview?release=${id('a')}`, { hours: '2160' })
    const { releases } = await done(registrar.call('releases.list', { key }))
    const held = releases[0]?.heldUntil ?? 0
    expect(held).toBeLessThan(Date.now() + (PREVIEW_HOURS.usual + 1) * 3_600_000)
  })
})

describe('lanes', () => {
  test('an event without a release is told how to get one', async () => {
    await released()
    for (const page of ['lane', 'quarantine', 'freeze']) {
      const { html } = await operator.see(`${home}/${page}`)
      expect(html).toContain(`npx usher release ${key} --promote`)
      expect(html).not.toContain('name="reason"')
    }
  })

  test('an event moves into an isolate of its own, and back, told what that means', async () => {
    await released('a')
    const there = await operator.fill(`${home}/lane`, { reason: 'an agency’s code' })
    expect(there.goesTo).toBe(`${home}/releases?done=isolated`)
    expect((await entry()).tenant.lane).toBe('isolated')
    const back = await operator.see(`${home}/lane`)
    expect(back.html).toContain('refused by the build there')
    expect((await operator.fill(`${home}/lane`)).goesTo).toBe(`${home}/releases?done=shared`)
    expect((await entry()).tenant.lane).toBeUndefined()
  })
})

describe('moving back beside other events', () => {
  test.each([
    [
      'names what the release does that is refused there',
      [
        {
          file: 'events/fair/event.ts',
          line: 3,
          repair: '"visits" is kept. Keep it in the store.',
        },
      ],
      ['events/fair/event.ts:3', 'Keep it in the store.', 'does what is refused there'],
    ],
    ['says so when nothing was found', [], ['nothing was found that is refused there']],
  ])('%s', async (_, notShared, texts) => {
    await released()
    const noted = { ...release('a'), objects: [`modules/${key}-a`], notShared }
    await done(registrar.call('releases.record', { by: BY, key, release: noted }))
    await operator.fill(`${home}/quarantine`)
    const { html } = await operator.see(`${home}/lane`)
    for (const text of texts) expect(html.replaceAll('&quot;', '"')).toContain(text)
    expect(html).not.toContain('npm run build')
  })
})

describe('freezing', () => {
  test('says which release it pins, and the event’s page and time line show it', async () => {
    await released('a')
    expect((await operator.see(`${home}/freeze`)).html).toContain(short('a'))
    await operator.fill(`${home}/freeze`)
    expect(await choice()).toMatchObject({ pinned: true })
    const { html } = await viewer.see(home)
    expect(html).toContain('its release, for its show days')
    expect((await operator.see(`${home}/thaw`)).html).toContain('pinned is let go')
    await operator.fill(`${home}/thaw`, { reason: 'over' })
    expect(await choice()).toMatchObject({ pinned: false })
  })

  test('by schedule names the release', async () => {
    await released('a')
    const schedule = [{ at: '2999-01-01T09:00', to: 'frozen' }]
    await done(registrar.call('tenants.change', { ...own(), patch: { schedule } }))
    expect((await viewer.see(home)).html).toContain(`goes frozen, on release ${short('a')}`)
  })
})

describe('an event that keeps failing', () => {
  const failing = openAdminDesk(registrar, {
    faultHistory: async () =>
      [0, 1, 2].map((step) => ({ seam: 'view:home', at: step * 300_000, openings: 1 })),
  })

  test('is proposed for quarantine, onto its last good release, in one change', async () => {
    await released('a')
    const page = await failing.as('operator').see(home)
    expect(page.html).toContain('view:home was given up again and again')
    expect(page.html).toContain(`href="${home}/quarantine"`)
    expect((await failing.as('viewer').see(home)).html).not.toContain(`${home}/quarantine`)
    const { forms, html } = await failing.as('operator').see(`${home}/quarantine`)
    expect(html).toContain(short('a'))
    const [form] = forms
    if (form === undefined) throw new Error('no form')
    const { revision } = (await entry()).tenant
    await failing.as('operator').send(`${home}/quarantine`, form)
    const { tenant } = await entry()
    expect(tenant).toMatchObject({ lane: 'isolated', release: { id: id('a') } })
    expect(tenant.revision).toBe(revision + 1)
    const { entries } = await done(registrar.call('audit.list', { key, limit: 1 }))
    expect(entries).toMatchObject([
      { action: 'lanes.quarantine', reason: 'Keeps failing: view:home' },
    ])
    expect((await failing.as('operator').see(home)).html).toContain('may be rolled back')
  })

  test('and was never promoted goes onto the newest release that there is', async () => {
    await make({ status: 'live' })
    for (const letter of ['a', 'b']) {
      const draft = { ...release(letter), objects: [`modules/${key}-${letter}`] }
      await done(registrar.call('releases.record', { by: BY, key, release: draft }))
    }
    await operator.fill(`${home}/quarantine`)
    expect((await entry()).tenant).toMatchObject({ lane: 'isolated', release: { id: id('b') } })
  })

  test('once is left alone', async () => {
    await released('a')
    const counter = env.FAULTS.get(env.FAULTS.idFromName(key)) as DurableObjectStub & CounterStub
    await counter.opened('view:home')
    expect((await operator.see(home)).html).not.toContain('again and again')
  })
})

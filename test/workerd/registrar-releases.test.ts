import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test } from 'vitest'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { parseTenant } from '../../src/registry/tenant.ts'
import { BY, desk, done, draft, openDesk, refusal, release } from './registrar-desk.ts'

// Which release an event is served from, who may change that when, and what may be thrown away.

const registrar = openDesk('releases')
const id = (letter: string) => release(letter).id

let count = 0
let key = ''
const own = (ifRevision: number | null = null) => ({ by: BY, key, ifRevision })
/** Events share their registrar here: what is one's own is named after it. */
const draftOf = (letter: string) => ({
  ...release(letter),
  objects: [object(letter), 'modules/shared'],
})
const object = (letter: string) => `modules/${key}-${letter}`
const tenant = async () => (await done(registrar.call('tenants.get', { key }))).tenant
const list = async () => (await done(registrar.call('releases.list', { key }))).releases
const record = (letter: string) =>
  done(registrar.call('releases.record', { by: BY, key, release: draftOf(letter), note: letter }))
const promote = (letter: string, ifRevision: number | null = null) =>
  registrar.call('releases.promote', { ...own(ifRevision), id: id(letter) })
const rollBack = () => registrar.call('releases.roll-back', own())
const move = (lane: 'shared' | 'isolated', letter?: string) =>
  registrar.call('lanes.move', {
    ...own(),
    lane,
    ...(letter === undefined ? {} : { release: id(letter) }),
  })
const to = (status: 'live' | 'frozen' | 'archived' | 'suspended' | 'back') =>
  registrar.call('tenants.status', { ...own(), to: status })
const prune = (keep: number) => done(registrar.call('releases.prune', { by: BY, key, keep }))

beforeEach(async () => {
  key = `release-${++count}`
  desk.ahead = 0
  await done(registrar.call('tenants.create', { by: BY, draft: draft(key, { status: 'live' }) }))
})

describe('a release', () => {
  test('is recorded once, with who and why', async () => {
    const first = await record('a')
    expect(first).toMatchObject({ id: id('a'), note: 'a', promoted: null, use: null })
    expect(first.recorded.actor).toBe('test')
    expect(await record('a')).toEqual(first)
    expect(await list()).toEqual([first])
  })

  test('of an event that is not there, or not of this event, is refused', async () => {
    const call = registrar.call('releases.record', { by: BY, key: 'no', release: release('a') })
    expect(await refusal(call)).toEqual({ tag: 'unknown-event', key: 'no' })
    expect(await refusal(promote('a'))).toEqual({ tag: 'unknown-release', key, id: id('a') })
  })

  test('is put in force, and what was before stays at hand', async () => {
    await record('a')
    await record('b')
    await done(promote('a'))
    expect((await tenant()).release).toEqual({ id: id('a'), previous: null, pinned: false })
    await done(promote('b'))
    expect((await tenant()).release).toEqual({ id: id('b'), previous: id('a'), pinned: false })
    expect((await list()).map(({ use }) => use)).toEqual(['in-force', 'previous'])
  })

  test('is where requests read it as soon as it is in force', async () => {
    await record('a')
    const { published } = await done(promote('a'))
    expect(published).toBe(true)
    const text = await env.TENANTS.get(hostKey(`${key}.localhost`))
    expect(parseTenant(JSON.parse(text ?? ''))).toMatchObject({
      value: { release: { id: id('a') } },
    })
  })

  test('of two that are promoted at the same time one wins, and the other is told', async () => {
    await record('a')
    await record('b')
    const { revision } = await tenant()
    const [a, b] = await Promise.all([promote('a', revision), promote('b', revision)])
    const lost = a.ok ? b : a
    expect(a.ok).not.toBe(b.ok)
    expect(lost).toEqual({
      ok: false,
      error: { tag: 'not-current', key, revision: revision + 1 },
    })
    expect((await tenant()).release?.id).toBe(a.ok ? id('a') : id('b'))
    // Whoever does not say what they know is not told.
    const all = await Promise.all([promote('a'), promote('b')])
    expect(all.every(({ ok }) => ok)).toBe(true)
  })

  test('that is rolled back is not what serves where the one before does not load', async () => {
    for (const letter of ['a', 'b', 'c']) {
      await record(letter)
      desk.ahead += 1
      await done(promote(letter))
    }
    await done(rollBack())
    expect((await tenant()).release).toEqual({ id: id('b'), previous: id('a'), pinned: false })
    await done(rollBack())
    expect((await tenant()).release).toEqual({ id: id('a'), previous: null, pinned: false })
    expect(await refusal(rollBack())).toEqual({ tag: 'no-previous-release', key })
  })

  test('that was rolled back does not stand by later either, unless it is promoted again', async () => {
    for (const letter of ['a', 'b', 'c']) {
      await record(letter)
      desk.ahead += 1
      await done(promote(letter))
    }
    await done(rollBack())
    await record('d')
    desk.ahead += 1
    await done(promote('d'))
    desk.ahead += 1
    await done(rollBack())
    expect((await tenant()).release).toMatchObject({ id: id('b'), previous: id('a') })
    const isBack = (await list()).map(({ rolledBack }) => rolledBack !== null)
    expect(isBack).toEqual([true, true, false, false])
    await prune(0)
    expect((await list()).map(({ note }) => note)).toEqual(['b', 'a'])
    expect(await refusal(promote('c'))).toMatchObject({ tag: 'unknown-release' })
  })

  test('that was rolled back is as good as any once it is promoted again', async () => {
    for (const letter of ['a', 'b']) {
      await record(letter)
      await done(promote(letter))
    }
    await done(rollBack())
    await done(promote('b'))
    expect((await list())[0]).toMatchObject({ use: 'in-force', rolledBack: null })
  })

  test('that was rolled back goes before older ones when room is made', async () => {
    for (const letter of ['a', 'b', 'c', 'd']) {
      await record(letter)
      desk.ahead += 1
      await done(promote(letter))
    }
    await done(rollBack())
    await prune(1)
    expect((await list()).map(({ note }) => note)).toEqual(['c', 'b', 'a'])
  })

  test('cannot be rolled back where there was none before', async () => {
    expect(await refusal(rollBack())).toEqual({ tag: 'no-previous-release', key })
    await record('a')
    await done(promote('a'))
    expect(await refusal(rollBack())).toEqual({ tag: 'no-previous-release', key })
  })

  test('cannot be written into a record by hand, nor come back with an old one', async () => {
    await record('a')
    await done(promote('a'))
    const { release: is, revision } = await tenant()
    const patch = (changed: Readonly<Record<string, unknown>>) =>
      registrar.call('tenants.change', { ...own(), patch: changed })
    expect(await refusal(patch({ release: { ...is, id: id('b') } }))).toMatchObject({
      issues: [{ field: 'release' }],
    })
    expect(await refusal(patch({ lane: 'isolated' }))).toMatchObject({
      issues: [{ field: 'lane' }],
    })
    await done(patch({ name: 'Other', release: is }))
    await done(move('isolated'))
    await done(registrar.call('revisions.roll-back', { ...own(), to: 1 }))
    expect(await tenant()).toMatchObject({ lane: 'isolated', release: is })
    expect((await tenant()).revision).toBeGreaterThan(revision)
  })

  test('goes with its event', async () => {
    await record('a')
    await done(promote('a'))
    await done(to('archived'))
    await done(registrar.call('tenants.delete', own()))
    const again = { by: BY, draft: draft(key), useAgain: true, reclaim: true }
    await done(registrar.call('tenants.create', again))
    expect(await list()).toEqual([])
    expect(await tenant()).not.toHaveProperty('release')
  })
})

describe('an event that is pinned', () => {
  beforeEach(async () => {
    await record('a')
    await record('b')
    await done(promote('a'))
  })

  test('stays on its release until it is let go', async () => {
    await done(registrar.call('releases.pin', own()))
    expect(await refusal(promote('b'))).toEqual({ tag: 'release-pinned', key, id: id('a') })
    await done(promote('a'))
    await done(registrar.call('releases.unpin', own()))
    await done(promote('b'))
  })

  test('is so while it is frozen, and not afterwards', async () => {
    await done(to('frozen'))
    expect((await tenant()).release?.pinned).toBe(true)
    expect(await refusal(promote('b'))).toMatchObject({ tag: 'release-pinned' })
    await done(to('suspended'))
    await done(to('back'))
    expect((await tenant()).release?.pinned).toBe(true)
    await done(to('live'))
    expect((await tenant()).release?.pinned).toBe(false)
  })

  test('by hand stays so after show days', async () => {
    await done(registrar.call('releases.pin', own()))
    await done(to('frozen'))
    await done(to('live'))
    expect((await tenant()).release?.pinned).toBe(true)
  })

  test('is so from the moment that its schedule freezes it', async () => {
    const from = new Date(Date.now() + 60_000).toISOString().slice(0, 16)
    const until = new Date(Date.now() + 180_000).toISOString().slice(0, 16)
    const schedule = [
      { at: from, to: 'frozen' },
      { at: until, to: 'archived' },
    ]
    await done(registrar.call('tenants.change', { ...own(), patch: { timeZone: 'UTC', schedule } }))
    expect((await tenant()).release?.pinned).toBe(false)
    desk.ahead = 120_000
    expect(await refusal(promote('b'))).toMatchObject({ tag: 'release-pinned' })
    expect(await tenant()).toMatchObject({ status: 'live', release: { pinned: true } })
    desk.ahead = 240_000
    expect((await tenant()).release?.pinned).toBe(false)
    const { entries } = await done(registrar.call('audit.list', { key, limit: 2 }))
    expect(entries.map(({ action, actor }) => [action, actor])).toEqual([
      ['releases.unpin', 'platform'],
      ['releases.pin', 'platform'],
    ])
  })

  test('can be rolled back all the same, and stays pinned', async () => {
    await done(promote('b'))
    await done(to('frozen'))
    await done(rollBack())
    expect((await tenant()).release).toEqual({ id: id('a'), previous: null, pinned: true })
  })
})

describe('a lane', () => {
  test('of its own takes a release', async () => {
    expect(await refusal(move('isolated'))).toEqual({ tag: 'needs-release', key })
    await record('a')
    expect(await refusal(move('isolated'))).toEqual({ tag: 'needs-release', key })
    await done(move('isolated', 'a'))
    expect(await tenant()).toMatchObject({ lane: 'isolated', release: { id: id('a') } })
    await done(move('shared'))
    expect(await tenant()).not.toHaveProperty('lane')
    const { entries } = await done(registrar.call('audit.list', { key, limit: 2 }))
    expect(entries.map(({ action }) => action)).toEqual(['lanes.move', 'lanes.move'])
  })
})

describe('what is thrown away', () => {
  const sweep = async (...objects: string[]) =>
    (await done(registrar.call('releases.sweep', { by: BY, objects }))).objects
  const swept = (...objects: string[]) => done(registrar.call('releases.swept', { objects }))

  test('is neither in force nor previous, held or among the newest', async () => {
    for (const letter of ['a', 'b', 'c', 'd', 'e', 'f']) await record(letter)
    await done(promote('a'))
    await done(promote('b'))
    await done(registrar.call('releases.hold', { key, id: id('c'), until: Date.now() + 60_000 }))
    const dry = { by: { ...BY, dryRun: true }, key, keep: 1 }
    const would = await done(registrar.call('releases.prune', dry))
    expect(await list()).toHaveLength(6)
    expect(await prune(1)).toEqual(would)
    expect(would.releases.map((one) => one.id)).toEqual([id('d'), id('e')])
    const stays = would.kept.map((one) => `${one.id.slice(0, 1)} ${one.why}`)
    expect(stays).toEqual(['f newest', 'c held', 'b in-force', 'a previous'])
    desk.ahead = 120_000
    expect((await prune(0)).releases.map((one) => one.id)).toEqual([id('c'), id('f')])
    expect(await prune(0)).toEqual({
      releases: [],
      kept: [
        { id: id('b'), why: 'in-force' },
        { id: id('a'), why: 'previous' },
      ],
    })
  })

  test('of objects is what no release needs any more', async () => {
    await record('a')
    await record('b')
    const all = [object('a'), object('b'), 'modules/shared', 'modules/lost']
    expect(await sweep(...all)).toEqual(['modules/lost'])
    await swept('modules/lost')
    await done(promote('b'))
    await prune(0)
    expect(await sweep(...all)).toEqual([object('a'), 'modules/lost'])
  })

  test('of objects is told beforehand, and only then', async () => {
    for (const letter of ['a', 'b']) await record(letter)
    const objects = [object('a'), object('b'), 'modules/shared']
    const without = async (by: object, of: string) => {
      const asked = { by: { ...BY, ...by }, objects, without: [{ key: of, id: id('a') }] }
      return (await done(registrar.call('releases.sweep', asked))).objects
    }
    expect(await without({ dryRun: true }, key)).toEqual([object('a')])
    expect(await without({ dryRun: true }, 'another')).toEqual([])
    expect(await without({}, key)).toEqual([])
  })

  test('is not needed again while it is being taken away', async () => {
    expect(await sweep(object('a'))).toEqual([object('a')])
    const again = () => registrar.call('releases.record', { by: BY, key, release: draftOf('a') })
    expect(await refusal(again())).toEqual({ tag: 'being-swept' })
    await swept(object('a'))
    await done(again())
    expect(await sweep(object('a'))).toEqual([])
  })

  test('is nothing that is in use', async () => {
    await record('a')
    await done(promote('a'))
    const forget = registrar.call('releases.forget', { by: BY, key, id: id('a') })
    expect(await refusal(forget)).toEqual({ tag: 'release-in-use', id: id('a') })
  })
})

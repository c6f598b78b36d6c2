import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { RegistrarRefusal } from '../../src/registry/registrar/refusals.ts'
import type { Result } from '../../src/contract.ts'
import { desk, draft, release } from './registrar-desk.ts'
import { type Deed, LETTERS, HOSTS, type Step, steps } from './registrar-deeds.ts'
import { type Weather, World } from './registrar-world.ts'

// Whatever operators do, at the same time or one after another, and however KV, the stores and the
// runtime behave meanwhile: once it has settled, KV has what was decided, no host is two events', and
// the log tells how it came to be.

let worlds = 0
const told = new Map<string, number>()

beforeEach(() => {
  desk.ahead = 0
})

/** What every world begins with. */
const FIRST: Extract<Deed, { kind: 'create' }> = {
  kind: 'create',
  key: 'a',
  hosts: ['one.example.org'],
  status: 'live',
}

/** Does the steps in a world of their own; answers what is wrong in the end, or null. */
async function play(given: readonly Step[], rig: readonly string[] = []): Promise<string | null> {
  const world = new World(`world-${++worlds}`)
  if (rig.length > 0) await world.sql(...rig)
  await act(world, FIRST)
  for (const letter of LETTERS) await world.release('a', letter)
  for (const step of given) await take(world, step)
  await world.settle()
  return world.wrong(HOSTS)
}

async function take(world: World, step: Step): Promise<void> {
  switch (step.kind) {
    case 'deeds': {
      const results = await Promise.all(step.deeds.map((one) => act(world, one)))
      for (const [i, result] of results.entries()) {
        const tag = result.ok ? 'ok' : result.error.tag
        const name = `${step.deeds[i]?.kind}: ${tag}`
        told.set(name, (told.get(name) ?? 0) + 1)
      }
      return
    }
    case 'weather':
      world.weather = step.weather
      return
    case 'cut off': {
      const cut = act(world, step.deed).catch(() => undefined)
      await world.restart()
      await cut
      told.set('cut off', (told.get('cut off') ?? 0) + 1)
      return
    }
    case 'wait':
      if (step.seconds > LATEST) await world.arriveAll()
      desk.ahead += step.seconds * 1_000
      return
    case 'restart':
      return world.restart()
    case 'wake':
      // An outlet that says nothing would be waited for.
      return world.weather === 'silent' ? undefined : world.wake()
    case 'arrive':
      return world.arrive()
  }
}

/** Seconds that KV takes something late, at most: the registrar puts once more what it is in doubt of. */
const LATEST = 60

type Done = Promise<Result<unknown, RegistrarRefusal>>

function act(world: World, one: Deed): Done {
  const { registrar } = world
  const by = { actor: 'somebody', reason: 'because' }
  if (one.kind === 'prune') return world.prune()
  if (one.kind === 'repair') return registrar.call('registry.verify', { by, repair: true })
  const own = { by, key: one.key, ifRevision: null }
  switch (one.kind) {
    case 'create': {
      const given = draft(one.key, { hosts: one.hosts, status: one.status })
      return registrar.call('tenants.create', { by, draft: given, useAgain: true })
    }
    case 'clone': {
      const clone = { by, from: one.key, key: one.to, different: { hosts: [one.host] } }
      return registrar.call('tenants.clone', { ...clone, useAgain: true, reclaim: true })
    }
    case 'rename':
      return registrar.call('tenants.change', { ...own, patch: { name: one.name } })
    case 'status':
      return registrar.call('tenants.status', { ...own, to: one.to })
    case 'host':
      return registrar.call(one.what, { ...own, host: one.host })
    case 'delete':
      return registrar.call('tenants.delete', own)
    case 'release':
      return world.release(one.key, one.letter)
    case 'promote':
      return registrar.call('releases.promote', { ...own, id: release(one.letter).id })
    case 'lane':
      return registrar.call('lanes.move', { ...own, lane: one.lane })
    case 'releases.pin':
    case 'releases.unpin':
    case 'releases.roll-back':
      return registrar.call(one.kind, own)
    case 'roll back':
      return registrar.call('revisions.roll-back', { ...own, to: one.to })
  }
}

const RUNS = 100

test(`after any of ${RUNS} sequences all is as it was decided`, { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (given) => {
      const wrong = await play(given)
      if (wrong !== null) throw new Error(wrong)
    }),
    { numRuns: RUNS },
  )
  console.log(
    `registrar: ${RUNS} sequences, ${[...told].map(([what, n]) => `${what} ${n}`).join(', ')}`,
  )
  const wished = ['create: ok', 'create: host-taken', 'create: key-taken', 'status: ok', 'host: ok']
  const released = [
    'release: ok',
    'promote: ok',
    'promote: unknown-release',
    'lane: ok',
    'prune: ok',
  ]
  for (const what of [
    ...wished,
    ...released,
    'delete: ok',
    'rename: ok',
    'roll back: ok',
    'cut off',
  ]) {
    expect(told.get(what), what).toBeGreaterThan(0)
  }
})

const forget = (what: string) => `CREATE TRIGGER rigged ${what}`

const renamed = (name: string): Step => ({
  kind: 'deeds',
  deeds: [{ kind: 'rename', key: 'a', name }],
})
const weather = (is: Weather): Step => ({ kind: 'weather', weather: is })

describe('such sequences find what is wrong', () => {
  test.each<[what: string, wrong: RegExp, first: readonly Step[], rig: string]>([
    [
      'where what may come late is not put again',
      /^KV has another/,
      [weather('late'), renamed('Expo'), weather('fine'), renamed('Mart')],
      forget(`AFTER UPDATE OF doubt ON publications WHEN new.doubt = 1 BEGIN
        UPDATE publications SET doubt = 0 WHERE target = new.target; END`),
    ],
    [
      'where what failed is not tried again',
      /^KV has another|was told otherwise$/,
      [weather('down'), renamed('Expo')],
      forget(`AFTER UPDATE OF tries ON publications WHEN new.tries > 0 BEGIN
        DELETE FROM publications WHERE target = new.target; END`),
    ],
    [
      'where nobody notes whose a host is',
      /and of others$|^KV has another/,
      [
        {
          kind: 'deeds',
          deeds: [{ ...FIRST, key: 'b' }],
        },
      ],
      forget(`AFTER INSERT ON hosts BEGIN DELETE FROM hosts WHERE host = new.host; END`),
    ],
    [
      'where the log has a gap',
      /^the log tells/,
      [renamed('Expo')],
      forget(`AFTER INSERT ON audit WHEN new.action = 'tenants.change' BEGIN
        DELETE FROM audit WHERE number = new.number; END`),
    ],
    [
      'where a restart forgets what is still to be published',
      /^KV has another|was told otherwise$/,
      [weather('silent'), renamed('Expo'), renamed('Mart'), { kind: 'restart' }],
      forget(`AFTER UPDATE OF doubt ON publications WHEN new.tries = 0 BEGIN
        DELETE FROM publications WHERE target = new.target; END`),
    ],
    [
      'where what a release needs is thrown away',
      /^an object of a's release is gone/,
      [
        { kind: 'deeds', deeds: [{ kind: 'release', key: 'a', letter: 'a' }] },
        { kind: 'deeds', deeds: [{ kind: 'promote', key: 'a', letter: 'a' }] },
        { kind: 'deeds', deeds: [{ kind: 'prune' }] },
      ],
      forget(`AFTER INSERT ON release_objects BEGIN
        DELETE FROM release_objects WHERE object = new.object; END`),
    ],
  ])('%s', { timeout: 120_000 }, async (_, wrong, first, rig) => {
    let found: string | null = null
    await fc.check(
      fc.asyncProperty(steps, async (given) => {
        found = await play(given, [rig])
        return found === null
      }),
      { examples: [[[...first]]], numRuns: 10, endOnFailure: true },
    )
    expect(found).toMatch(wrong)
  })
})

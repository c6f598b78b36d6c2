import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { replaceSchedule } from '../../src/base/agenda/store.ts'
import type { Tenant } from '../../src/contract.ts'
import { ask } from '../support/ask.ts'
import type { BuiltWorker } from '../support/built-worker.ts'
import { programme } from '../support/programme.ts'
import { systemStore } from '../support/seed-built-worker.ts'
import {
  create,
  done,
  FIELDS,
  lines,
  openPlatform,
  revisionOf,
  told,
  usher,
} from '../support/usher-command.ts'

// `usher` and what would be deployed: a day's work, and what is asked wrongly.

let built: BuiltWorker
beforeAll(async () => {
  built = await openPlatform(inject('dist'))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await built.worker.dispose()
})

const visit = (host: string, path = '/', headers = {}) =>
  ask(built.url.origin, host, path, { headers })

describe('a day’s work', () => {
  test('an event is created after another one, changed, previewed', async () => {
    await create('fair-2027', '--live', 'theme.accent=#7c2d92')
    expect(await done('tenants', 'clone', 'fair-2027', 'fair-2028', 'name=Fair 2028')).toBe(
      'fair-2028 is draft on fair-2028.localhost, after fair-2027, revision 1\n',
    )
    const changed = await done('tenants', 'set', 'fair-2028', 'place=Hall 7', 'theme.radius=4px')
    expect(changed).toMatch(/^fair-2028 is changed, revision 2\nfield +was +is\n/)
    expect(changed).toMatch(/^theme\.radius +· +4px$/m)
    expect((await told('tenants', 'show', 'fair-2028'))['tenant']).toMatchObject({
      name: 'Fair 2028',
      place: 'Hall 7',
      theme: { accent: '#7c2d92', radius: '4px' },
      status: 'draft',
    })
    expect((await visit('fair-2028.localhost')).status).toBe(404)

    const { out, err } = await usher('preview', 'fair-2028', '--hours', '2')
    expect(err).toMatch(/^It opens fair-2028 until /)
    const link = new URL(out.trim())
    const arrival = await visit('fair-2028.localhost', link.pathname + link.search)
    const cookie = arrival.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect((await visit('fair-2028.localhost', '/', { cookie })).body).toContain('Fair 2028')
  })

  test('with the programme of the other one, where that is wanted', async () => {
    const { tenant } = await told<{ tenant: Tenant }>('tenants', 'show', 'fair-2027')
    const store = await systemStore(built.worker, tenant)
    await store.write(replaceSchedule, programme(['Ropes and knots']), crypto.randomUUID())
    const clone = ['tenants', 'clone', 'fair-2027', 'fair-2029']
    expect(await done(...clone, '--with-data')).toBe(
      'fair-2029 is draft on fair-2029.localhost, after fair-2027, with what is set up in it, revision 1\n',
    )
    await done('tenants', 'launch', 'fair-2029')
    expect((await visit('fair-2029.localhost', '/agenda')).body).toContain('Ropes and knots')
  })

  test('it goes live by schedule', async () => {
    await done('tenants', 'launch', 'fair-2028', '--at', '2028-01-10T09:00')
    expect(await told('tenants', 'show', 'fair-2028')).toMatchObject({
      statusNow: 'draft',
      nextChange: Date.parse('2028-01-10T08:00:00Z'),
    })
    // A time that has passed is now.
    await done('tenants', 'set', 'fair-2028', 'schedule=[{"at":"2020-01-10T09:00","to":"live"}]')
    expect(await told('tenants', 'show', 'fair-2028')).toMatchObject({ statusNow: 'live' })
  })

  test('it gets a domain, and links are built on it', async () => {
    await done('hosts', 'add', 'fair-2028', 'www-fair.localhost')
    await done('hosts', 'canonical', 'fair-2028', 'www-fair.localhost')
    const { tenant } = await told<{ tenant: object }>('tenants', 'show', 'fair-2028')
    expect(tenant).toMatchObject({
      canonicalHost: 'www-fair.localhost',
      hosts: ['fair-2028.localhost', 'www-fair.localhost'],
    })
    // Nobody has asked for that host before, so nothing older is remembered of it.
    const { out, err } = await usher('hosts', 'check', 'www-fair.localhost')
    expect(out).toMatch(/^www-fair\.localhost +this machine +200 .* none$/m)
    expect(err).toBe('')
  })

  test('it is suspended with a reason, and resumed', async () => {
    const out = await done('tenants', 'suspend', 'fair-2028', '--reason', 'wrong prices', '--yes')
    expect(out).toContain('fair-2028 is suspended')
    expect(await told('tenants', 'show', 'fair-2028')).toMatchObject({
      statusNow: 'suspended',
      tenant: { status: 'suspended' },
    })
    expect(await done('tenants', 'resume', 'fair-2028')).toContain('fair-2028 is live again')
  })

  test('it is rolled back, to what it was', async () => {
    const before = await revisionOf('fair-2028')
    const back = await done('tenants', 'roll-back', 'fair-2028', '1', '--reason', 'too far')
    expect(back).toContain(`fair-2028 is as in revision 1, revision ${before + 1}`)
    expect(await done('tenants', 'diff', 'fair-2028', '--since', '1')).not.toContain('place')
    expect(await done('tenants', 'diff', 'fair-2028')).toMatch(/^place +Hall 7/m)
    expect((await done('tenants', 'revisions', 'fair-2028')).split('\n')[1]).toMatch(
      new RegExp(`^ +${before + 1} .* revisions\\.roll-back +too far$`),
    )
  })

  test('the log tells all of it, the newest first', async () => {
    const entries = await lines<{ action: string; reason: string | null }>('audit', 'fair-2028')
    expect(entries.map(({ action }) => action)).toEqual([
      'revisions.roll-back',
      'tenants.status',
      'tenants.status',
      'hosts.set-canonical',
      'hosts.add',
      'tenants.change',
      'tenants.change',
      'tenants.change',
      'tenants.clone',
    ])
    expect(entries[0]).toMatchObject({ reason: 'too far', actor: 'break-glass', key: 'fair-2028' })
    const some = await lines('audit', '--action', 'tenants.clone', '--limit', '1')
    expect(some).toHaveLength(1)
    expect(await done('audit', '--to', '2020-01-01')).toBe('Nothing.\n')
  })
})

describe('asked wrongly', () => {
  beforeAll(async () => {
    await create('wrong-fair')
  })

  test.each<[string[], string]>([
    [['tenatns', 'list'], '(Did you mean tenants?)'],
    [['tenants', 'lits'], '(Did you mean list?)'],
    [['tenants', 'list', '--jsn'], '(Did you mean --json?)'],
    [['tenants'], 'Usage: usher tenants'],
    [['tenants', 'show'], "missing required argument 'event'"],
    [['tenants', 'show', 'a', 'b'], 'too many arguments'],
    [['tenants', 'list', '--status', 'lvie'], 'Did you mean live?'],
    [['tenants', 'list', '--limit', '0'], 'Give a whole number from 1'],
    [['tenants', 'list', '--from', 'tomorrow'], 'from: '],
    [['tenants', 'set', 'wrong-fair', 'nmae=x'], 'Did you mean "name"?'],
    [['tenants', 'set', 'wrong-fair', 'timeZone=Berlin'], 'timeZone: Not an IANA time zone.'],
    [['tenants', 'set', 'wrong-fair', 'name=x', '--revision', 'x'], 'Give a whole number'],
    [['tenants', 'create', 'www', 'name=x', ...FIELDS], 'key: '],
    [['tenants', 'create', 'no-name', ...FIELDS], 'name: '],
    [['tenants', 'create', 'x', '--file', 'nowhere.json'], 'nowhere.json is no record'],
    [['tenants', 'roll-back', 'wrong-fair', 'first'], 'Give a whole number'],
    [['tenants', 'suspend', 'wrong-fair', '--yes'], 'Say why'],
    [['tenants', 'launch', 'wrong-fair', '--at', 'noon'], 'schedule.0.at: '],
    [['hosts', 'add', 'wrong-fair', 'not a host'], 'hosts.1: '],
    [['hosts', 'add', 'wrong-fair', 'admin.localhost'], "is the platform's own"],
    [['audit', '--from', 'whenever'], 'Give a moment like'],
    [['token', 'create', 'x', '--role', 'owenr'], 'Did you mean owner?'],
    [['import', 'nowhere.ndjson'], 'nowhere.ndjson cannot be read'],
    [['import', 'package.json', '--mode', 'some'], 'Known: all, each'],
    [['registry', 'verfy'], '(Did you mean verify?)'],
    [['explain', 'nothing'], '"nothing" is no address'],
    [['tenants', 'list', '--admin', 'admin'], 'is no admin host'],
    [['outbox', 'wrong-fair', '--replay', '--drop', 'x'], 'Give one of'],
    // What hurts is asked about, and here is nobody to answer.
    [['tenants', 'suspend', 'wrong-fair', '--reason', 'x'], 'Say --yes if you mean it'],
    [['tenants', 'archive', 'wrong-fair'], 'Say --yes if you mean it'],
    [['tenants', 'delete', 'wrong-fair', '--reason', 'x'], 'Say --yes if you mean it'],
    [['hosts', 'remove', 'wrong-fair', 'x.example.org'], 'Say --yes if you mean it'],
  ])('%j: exit code 2, and what to do', async (words, repair) => {
    const { code, out, err } = await usher(...words)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(repair)
  })

  test('nothing of it has changed anything', async () => {
    expect(await revisionOf('wrong-fair')).toBe(1)
  })

  test.each<[string[], string]>([
    [['tenants', 'show', 'wrnog-fair'], 'Did you mean "wrong-fair"?'],
    [['tenants', 'suspend', 'xyzxyzxyz', '--reason', 'x'], 'There is no event "xyzxyzxyz"'],
    [['tenants', 'show', 'wrong-fair', '--revision', '9'], 'no revision "9" of event "wrong-fair"'],
    [['hosts', 'check', 'nobody.example.org'], 'no host "nobody.example.org"'],
    [['token', 'revoke', 'x'], 'There is no token "x"'],
  ])('%j: exit code 3', async (words, what) => {
    const { code, out, err } = await usher(...words)
    expect([code, out]).toEqual([3, ''])
    expect(err).toContain(what)
  })
})

describe('--dry-run', () => {
  beforeAll(async () => {
    await create('dry-fair')
  })

  test.each<[string[]]>([
    [['tenants', 'create', 'dry-2', 'name=x', ...FIELDS]],
    [['tenants', 'clone', 'dry-fair', 'dry-2']],
    [['tenants', 'set', 'dry-fair', 'name=Other']],
    [['tenants', 'launch', 'dry-fair']],
    [['tenants', 'launch', 'dry-fair', '--at', '2028-01-10T09:00']],
    [['tenants', 'suspend', 'dry-fair', '--reason', 'x']],
    [['tenants', 'delete', 'dry-fair', '--reason', 'x']],
    [['hosts', 'add', 'dry-fair', 'dry.example.org']],
    [['token', 'create', 'dry', '--role', 'viewer']],
  ])('%j says what would be, and changes nothing', async (words) => {
    expect(await done(...words, '--dry-run')).toMatch(/^Would be: /)
    expect(await revisionOf('dry-fair')).toBe(1)
    expect((await usher('tenants', 'show', 'dry-2')).code).toBe(3)
    expect(await lines('token', 'list')).not.toContainEqual(
      expect.objectContaining({ label: 'dry' }),
    )
  })
})

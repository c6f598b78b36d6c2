import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { hostKey } from '../../src/registry/kv-directory.ts'
import type { BuiltWorker } from '../support/built-worker.ts'
import {
  create,
  done,
  type Ended,
  lines,
  openPlatform,
  revisionOf,
  spawned,
  told,
  usher,
} from '../support/usher-command.ts'

// `usher` and what would be deployed: for programs, many at once, tokens.

const MINUTES = 60_000
let built: BuiltWorker
let folder = ''
beforeAll(async () => {
  built = await openPlatform(inject('dist'))
  folder = mkdtempSync(join(tmpdir(), 'usher-cli-'))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
  await built.worker.dispose()
})

describe('for programs', () => {
  test('what is read has the same fields every time', async () => {
    await create('json-fair', '--live')
    const keys = (value: unknown): string[] => Object.keys(value as object)
    expect(keys(await told('tenants', 'show', 'json-fair'))).toEqual([
      'tenant',
      'statusNow',
      'nextChange',
      'suspendedFrom',
      'created',
      'changed',
      'waiting',
      'domains',
    ])
    const [row] = await lines('tenants', 'list', 'json')
    expect(keys(row)).toEqual([
      'key',
      'name',
      'statusNow',
      'starts',
      'ends',
      'place',
      'canonicalHost',
      'revision',
      'changed',
    ])
    expect(keys((await lines('audit', 'json-fair'))[0])).toEqual([
      'number',
      'at',
      'actor',
      'action',
      'key',
      'revision',
      'reason',
      'changes',
    ])
    expect(keys((await lines('tenants', 'revisions', 'json-fair'))[0])).toEqual([
      'revision',
      'at',
      'actor',
      'action',
      'reason',
    ])
    expect(keys((await lines('hosts', 'check', 'json-fair'))[0])).toEqual([
      'host',
      'event',
      'dns',
      'web',
      'problems',
    ])
    expect(await told('tenants', 'diff', 'json-fair')).toEqual({ changes: [] })
    expect(await told('outbox', 'json-fair')).toMatchObject({ event: 'json-fair', parked: [] })
    expect(await told('explain', `http://json-fair.localhost:${built.url.port}/`)).toMatchObject({
      event: { key: 'json-fair' },
    })
    expect(await lines('registry', 'publishing')).toEqual([])
  })

  test('a list is as long as was asked for, and says that there is more', async () => {
    for (const key of ['list-1', 'list-2']) await create(key)
    const { code, out, err } = await usher('tenants', 'list', '--limit', '2')
    expect([code, out.split('\n').length]).toEqual([0, 4])
    expect(err).toMatch(/^2 events, and more: --limit all \(in all /)
    expect(await lines('tenants', 'list', '--limit', '2')).toHaveLength(2)
  })

  test(
    'colours go with NO_COLOR, and with a pipe',
    async () => {
      const list = ['tenants', 'list', 'json-fair']
      const runs = [{ FORCE_COLOR: '1' }, { NO_COLOR: '1' }, {}]
      const [coloured, plain, piped] = await Promise.all(
        runs.map((environment) => spawned(environment as Record<string, string>, list)),
      )
      expect([coloured?.code, plain?.code, piped?.code]).toEqual([0, 0, 0])
      expect(coloured?.out).toContain('\u001B[')
      expect(plain?.out).not.toContain('\u001B')
      expect(piped?.out).toBe(plain?.out)
    },
    MINUTES,
  )
})

describe('two at once', () => {
  test(
    'one is first, the other is told, and nothing is lost',
    async () => {
      await create('race-fair')
      const ends = await Promise.all(
        ['One', 'Two'].map((name) =>
          spawned({}, ['tenants', 'set', 'race-fair', `name=${name}`, '--revision', '1']),
        ),
      )
      expect(ends.map(({ code }) => code)).toEqual(expect.arrayContaining([0, 4]))
      const loser = ends.find(({ code }) => code === 4)
      expect(loser?.err).toContain('Somebody else was first: revision 2 is current now.')
      expect(await revisionOf('race-fair')).toBe(2)
    },
    MINUTES,
  )
})

describe('many at once', () => {
  const row = (key: string, more: object = {}) => ({
    key,
    name: key,
    timeZone: 'UTC',
    locales: ['en'],
    starts: '2027-05-01',
    ends: '2027-05-02',
    ...more,
  })
  const file = (name: string, rows: readonly object[], end = '\n'): string => {
    const path = join(folder, name)
    writeFileSync(path, rows.map((one) => JSON.stringify(one)).join('\n') + end)
    return path
  }

  test('a file that was not written to its end is refused with its line', async () => {
    const path = file('half.ndjson', [row('half-1'), row('half-2')], '\n{"key":"half-3","na')
    const { code, out, err } = await usher('import', path)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(`${path}:3: the file ends in the midst of a record.`)
    writeFileSync(path, '{"key":"half-1"}\n[]\n{}\n')
    expect((await usher('import', path)).err).toContain(`${path}:2: this is no record in JSON.`)
    expect((await usher('tenants', 'show', 'half-1')).code).toBe(3)
  })

  test('all or nothing, unless each was asked for', async () => {
    const path = file('some.ndjson', [row('some-1'), row('some-2', { timeZone: 'Mars' })])
    const all = await usher('import', path)
    expect(all).toMatchObject({ code: 1, err: 'Refused: 1 row.\n' })
    expect(all.out).toMatch(/^ +2 +.*timeZone/m)
    expect(all.out).toContain('Nothing was imported. Would have been: 1 created')
    expect((await usher('tenants', 'show', 'some-1')).code).toBe(3)

    expect(await usher('import', path, '--mode', 'each')).toMatchObject({ code: 1 })
    expect((await usher('tenants', 'show', 'some-1')).code).toBe(0)
  })

  test('a dry run counts; then it is done', async () => {
    const path = file('sound.ndjson', [row('sound-1'), row('sound-2')])
    expect(await done('import', path, '--dry-run')).toContain('Would be: 2 created')
    expect((await usher('tenants', 'show', 'sound-1')).code).toBe(3)
    expect(await lines('import', path)).toEqual([
      expect.objectContaining({ type: 'done', created: 2, refused: 0, taken: true }),
    ])
    expect(await lines('tenants', 'list', 'sound')).toHaveLength(2)
  })

  test('what is exported can be imported again, and changes nothing', async () => {
    const path = join(folder, 'all.ndjson')
    expect((await usher('export', path)).err).toMatch(/^\d+ events\n$/)
    expect(existsSync(`${path}.part`)).toBe(false)
    const count = readFileSync(path, 'utf8').trim().split('\n').length
    expect(await done('import', path)).toBe(`0 created, 0 changed, ${count} as they were\n`)
    expect((await usher('export')).out).toBe(readFileSync(path, 'utf8'))
  })

  test('what is served otherwise than decided is found, and mended', async () => {
    await create('kv-fair', '--live')
    await expect.poll(() => lines('registry', 'publishing')).toEqual([])
    const records = await built.worker.getKVNamespace('TENANTS')
    await records.put(hostKey('kv-fair.localhost'), '{}')
    const found = await usher('registry', 'verify')
    expect(found).toMatchObject({ code: 1, err: 'Not mended: 1 of 1 finding.\n' })
    expect(found.out).toMatch(/^host:kv-fair\.localhost +is served as it was before +no$/m)
    expect(await done('registry', 'verify', '--repair')).toMatch(/ yes$/m)
    await expect
      .poll(async () => (await usher('registry', 'verify')).out)
      .toBe('Everything is as it was decided.\n')
  })
})

describe('tokens', () => {
  const asToken = async (token: string, ...words: string[]): Promise<Ended> => {
    vi.stubEnv('USHER_TOKEN', token)
    try {
      return await usher(...words)
    } finally {
      vi.stubEnv('USHER_TOKEN', undefined)
    }
  }

  test('are printed once, open what they are for, and nothing when revoked', async () => {
    for (const key of ['token-fair', 'other-fair']) await create(key)
    const { out, err } = await usher('token', 'create', 'a viewer', '--events', 'token-fair')
    expect(out).toMatch(/^usher_[\w-]{43}\n$/)
    const token = out.trim()
    const id = /\(id (\w+)\)/.exec(err)?.[1] ?? ''
    expect(await done('token', 'list')).toMatch(
      new RegExp(`^${id} +a viewer +viewer +token-fair`, 'm'),
    )
    expect(JSON.stringify(await lines('token', 'list'))).not.toContain(token)

    expect((await asToken(token, 'tenants', 'show', 'token-fair')).code).toBe(0)
    expect((await asToken(token, 'tenants', 'show', 'other-fair')).code).toBe(3)
    const refused = await asToken(token, 'tenants', 'set', 'token-fair', 'name=x')
    expect(refused).toMatchObject({ code: 5, err: expect.stringContaining('operator') })

    expect((await usher('token', 'revoke', id)).code).toBe(2)
    await done('token', 'revoke', id, '--yes')
    expect(await asToken(token, 'tenants', 'show', 'token-fair')).toMatchObject({
      code: 5,
      err: expect.stringContaining('Check USHER_TOKEN'),
    })
  })
})

describe('secrets', () => {
  test(
    'come by stdin, are listed by name, replaced and removed, and never shown',
    async () => {
      await create('secret-fair')
      const set = ['secrets', 'set', 'secret-fair', 'CRM_TOKEN']
      expect(await spawned({}, set, 'the-hidden-value\n')).toEqual({
        code: 0,
        out: 'CRM_TOKEN of secret-fair is set\n',
        err: '',
      })
      expect((await spawned({}, set)).code).toBe(2)
      const list = await usher('secrets', 'list', 'secret-fair')
      expect(list.out).toMatch(/^CRM_TOKEN .* 2027-a$/m)
      const seen = [
        await usher('secrets', 'list', 'secret-fair', '--json'),
        await usher('audit', 'secret-fair', '--json'),
        await usher('tenants', 'show', 'secret-fair', '--json'),
        await usher('export'),
      ]
      expect(JSON.stringify([seen, built.log])).not.toContain('the-hidden-value')

      expect((await usher('secrets', 'remove', 'secret-fair', 'CRM_TOKE', '--yes')).err).toContain(
        'Did you mean "CRM_TOKEN"?',
      )
      expect((await usher('secrets', 'remove', 'secret-fair', 'CRM_TOKEN')).code).toBe(2)
      await done('secrets', 'remove', 'secret-fair', 'CRM_TOKEN', '--yes')
      expect(await done('secrets', 'list', 'secret-fair')).toBe('No secret.\n')
    },
    MINUTES,
  )
})

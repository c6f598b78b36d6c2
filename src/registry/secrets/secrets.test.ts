import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { tenant } from '../../../test/support/tenants.ts'
import { type MasterKeys, masterKeysText, readMasterKeys } from './master-keys.ts'
import { createOpenSecrets, openRefusalText } from './open-secrets.ts'
import { openSecret, resealSecret, sealSecret } from './seal.ts'

const keyOf = (fill: number): string => btoa(String.fromCharCode(...new Uint8Array(32).fill(fill)))
const OLD = `2026-a:${keyOf(1)}`
const NEW = `2027-a:${keyOf(2)}`
const PLACE = { event: 'fair', name: 'CRM' }
const VALUE = 'whsec_a-value-that-nobody-sees'

async function keysOf(text: string): Promise<MasterKeys> {
  const read = await readMasterKeys(text)
  if (!read.ok) throw new Error(masterKeysText(read.error))
  return read.value
}

async function seal(keys: MasterKeys, value = VALUE, place = PLACE) {
  const sealed = await sealSecret(keys, place, value)
  if (!sealed.ok) throw new Error(sealed.error.tag)
  return sealed.value
}

let old: MasterKeys
let both: MasterKeys
beforeAll(async () => {
  old = await keysOf(OLD)
  both = await keysOf(`${NEW}, ${OLD}`)
})

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 })

describe('a sealed secret', () => {
  test('opens to what was sealed, at its own place and nowhere else', async () => {
    const places = fc.tuple(text, text, text, text)
    await fc.assert(
      fc.asyncProperty(text, places, async (value, [event, name, otherEvent, otherName]) => {
        const sealed = await seal(both, value, { event, name })
        expect(sealed.sealed).not.toContain(value.length > 7 ? value : VALUE)
        const opened = await openSecret(both, { event, name }, sealed)
        expect(opened).toEqual({ ok: true, value })
        for (const place of [
          { event: otherEvent, name },
          { event, name: otherName },
          { event: name, name: event },
          { event: event + name, name: '' },
        ]) {
          if (place.event === event && place.name === name) continue
          const moved = await openSecret(both, place, sealed)
          expect(moved).toEqual({ ok: false, error: { tag: 'does-not-open' } })
        }
      }),
    )
  })

  test('that was changed anywhere does not open', async () => {
    const sealed = await seal(both)
    for (let at = 0; at < sealed.sealed.length; at++) {
      const other = sealed.sealed[at] === 'A' ? 'B' : 'A'
      const changed = sealed.sealed.slice(0, at) + other + sealed.sealed.slice(at + 1)
      const opened = await openSecret(both, PLACE, { ...sealed, sealed: changed })
      expect(['does-not-open', 'malformed']).toContain(opened.ok ? 'opened' : opened.error.tag)
    }
  })

  test.each(['', '1.', '1.AAAA', '2.AAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'no base64', '1.%%%'])(
    'written as %j is malformed',
    async (sealed) => {
      const opened = await openSecret(both, PLACE, { sealed, sealKey: '2027-a' })
      expect(opened).toEqual({ ok: false, error: { tag: 'malformed' } })
    },
  )

  test('is never sealed the same way twice', async () => {
    const sealed = await Promise.all(Array.from({ length: 50 }, () => seal(both)))
    expect(new Set(sealed.map((one) => one.sealed)).size).toBe(50)
  })

  test('does not open by another key, whatever that calls itself', async () => {
    const sealed = await seal(old)
    const gone = await keysOf(NEW)
    const unknown = { tag: 'unknown-key', sealKey: '2026-a' }
    expect(await openSecret(gone, PLACE, sealed)).toEqual({ ok: false, error: unknown })
    const renamed = await openSecret(gone, PLACE, { ...sealed, sealKey: '2027-a' })
    expect(renamed).toEqual({ ok: false, error: { tag: 'does-not-open' } })
    const another = await keysOf(`2026-a:${keyOf(9)}`)
    const opened = await openSecret(another, PLACE, sealed)
    expect(opened).toEqual({ ok: false, error: { tag: 'does-not-open' } })
    const prototype = await openSecret(both, PLACE, { ...sealed, sealKey: '__proto__' })
    expect(prototype).toMatchObject({ error: { tag: 'unknown-key' } })
  })

  test.each([
    ['', 'empty'],
    ['x'.repeat(8193), 'too-long'],
    ['ä'.repeat(4097), 'too-long'],
    ['half \uD800', 'no-text'],
  ])('is not made of %j', async (value, tag) => {
    expect(await sealSecret(both, PLACE, value)).toMatchObject({ ok: false, error: { tag } })
  })
})

describe('when the master key is changed', () => {
  test('the newest seals, all open, and what the old one sealed is sealed anew', async () => {
    const before = await seal(old)
    expect((await seal(both)).sealKey).toBe('2027-a')
    expect(await openSecret(both, PLACE, before)).toEqual({ ok: true, value: VALUE })
    const resealed = await resealSecret(both, PLACE, before)
    if (!resealed.ok || resealed.value === null) throw new Error('not sealed anew')
    expect(resealed.value.sealKey).toBe('2027-a')
    const afterwards = await keysOf(NEW)
    expect(await openSecret(afterwards, PLACE, resealed.value)).toEqual({ ok: true, value: VALUE })
    expect(await resealSecret(both, PLACE, resealed.value)).toEqual({ ok: true, value: null })
    expect(await resealSecret(afterwards, PLACE, before)).toMatchObject({
      error: { tag: 'unknown-key' },
    })
  })
})

describe('master keys', () => {
  test.each([
    ['', 'none'],
    [' , ', 'none'],
    [keyOf(1), 'no-id'],
    [`:${keyOf(1)}`, 'bad-id'],
    [`A B:${keyOf(1)}`, 'bad-id'],
    [`a:${keyOf(1)},__proto__:${keyOf(2)}`, 'bad-id'],
    ['a:%%%', 'no-base64'],
    ['a:', 'bad-length'],
    [`a:${btoa('short')}`, 'bad-length'],
    [`a:${btoa('x'.repeat(33))}`, 'bad-length'],
    [`a:${keyOf(1)},a:${keyOf(2)}`, 'twice'],
  ])('%# are refused as %s would be, without telling them', async (given, tag) => {
    const read = await readMasterKeys(given)
    if (read.ok) throw new Error('It was read.')
    expect(read.error.tag).toBe(tag)
    const said = JSON.stringify(read.error) + masterKeysText(read.error)
    for (const fill of [1, 2]) expect(said).not.toContain(keyOf(fill).slice(0, 8))
  })

  test('cannot be read out again', async () => {
    const key = both.byId.get(both.newest)
    expect(key?.extractable).toBe(false)
  })
})

describe('an event’s secrets', () => {
  const open = (kept: Record<string, Awaited<ReturnType<typeof seal>>>, keys?: string) =>
    createOpenSecrets({ get: async (event, name) => kept[`${event} ${name}`] ?? null }, keys)

  test('are opened for it', async () => {
    const secrets = open({ 'fair CRM': await seal(old) }, `${NEW},${OLD}`)(tenant('fair'))
    expect([await secrets.get('CRM'), await secrets.get('CRM')]).toEqual([VALUE, VALUE])
  })

  test('are not another’s, though they were put there', async () => {
    const sealed = await seal(old)
    const kept = { 'other CRM': sealed, 'fair OTHER': sealed }
    await expect(open(kept, OLD)(tenant('other')).get('CRM')).rejects.toThrow('does not open')
    await expect(open(kept, OLD)(tenant('fair')).get('OTHER')).rejects.toThrow('does not open')
  })

  test('that are not there, or cannot be opened, are told so with what to do', async () => {
    const kept = { 'fair CRM': await seal(old) }
    const told = async (name: string, keys?: string): Promise<string> =>
      String(
        await open(
          kept,
          keys,
        )(tenant('fair'))
          .get(name)
          .catch((error: unknown) => error),
      )
    expect(await told('NONE', OLD)).toContain('has no secret "NONE"')
    expect(await told('CRM')).toContain('SECRETS_KEY: There is no master key.')
    expect(await told('CRM', 'a:short')).toContain('SECRETS_KEY: Master key 1')
    expect(await told('CRM', NEW)).toContain('master key "2026-a"')
    for (const keys of [undefined, 'a:short', NEW, `2026-a:${keyOf(9)}`]) {
      const said = await told('CRM', keys)
      expect(said).not.toContain(VALUE)
      expect(said).not.toContain(kept['fair CRM'].sealed.slice(2))
    }
    expect(openRefusalText('CRM', { tag: 'malformed' })).toContain('Set it anew')
  })
})

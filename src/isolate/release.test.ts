import { expect, test } from 'vitest'
import { parseRelease, type Release, releaseId, serializeRelease } from './release.ts'

const hashOf = (digit: string): string => digit.repeat(64)

const release: Release = {
  schema: 1,
  event: 'my-fair',
  protocol: 1,
  store: 1,
  compatibilityDate: '2026-11-01',
  compatibilityFlags: [],
  main: 'main.js',
  modules: { 'main.js': hashOf('a'), 'base/guest-x1.js': hashOf('b') },
  maps: {},
  versions: { hono: '4.13.19' },
  overrides: null,
  messages: {},
}

test('a manifest reads back as it was written', () => {
  expect(parseRelease(serializeRelease(release))).toEqual({ ok: true, value: release })
})

test('its id does not depend on the order in which it was put together', async () => {
  const other = Object.fromEntries(Object.entries(release).toReversed()) as Release
  const modules = Object.fromEntries(Object.entries(release.modules).toReversed())
  expect(await releaseId({ ...other, modules })).toBe(await releaseId(release))
})

test.each([
  ['another content of a module', { modules: { ...release.modules, 'main.js': hashOf('c') } }],
  ['another event', { event: 'other-fair' }],
  ['another text', { messages: { en: { 'home.title': 'Hello' } } }],
])('%s makes another id', async (_, change) => {
  expect(await releaseId({ ...release, ...change })).not.toBe(await releaseId(release))
})

test.each([
  ['no JSON', '{', 'It is not JSON.'],
  ['a newer shape', serializeRelease({ ...release, schema: 2 as 1 }), 'schema: '],
  ['a hash that is none', serializeRelease({ ...release, maps: { 'a.js': 'x' } }), 'maps.a.js: '],
  ['a module outside', serializeRelease({ ...release, main: '../main.js' }), 'main: '],
  ['a main that is not there', serializeRelease({ ...release, main: 'else.js' }), 'main: It is'],
  ['a key that is none', serializeRelease({ ...release, event: 'www' }), 'event: '],
])('%s is refused, saying where', (_, text, why) => {
  const read = parseRelease(text)
  expect(read.ok ? '' : read.error).toContain(why)
})

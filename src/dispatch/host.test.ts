import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readHost } from './host.ts'

const apexes = new Set(['localhost', 'usher.example'])
const read = (host: string, header: string | null = host) =>
  readHost(`http://${host}/agenda?x=//evil.com`, header, apexes)

describe('hosts of events', () => {
  test.each([
    ['pycon-apac.localhost', 'pycon-apac.localhost'],
    ['pycon-apac.localhost:8787', 'pycon-apac.localhost'],
    ['PyCon-APAC.Usher.Example', 'pycon-apac.usher.example'],
    ['pycon-apac.usher.example.', 'pycon-apac.usher.example'],
    ['www.maritime-expo.com', 'www.maritime-expo.com'],
    ['xn--mnchen-3ya.example', 'xn--mnchen-3ya.example'],
  ])('%s is %s', (host, hostname) => {
    expect(read(host)).toEqual({ kind: 'event', hostname, preview: null })
  })

  test('a request made inside the process has no Host header', () => {
    expect(read('pycon-apac.localhost', null)).toEqual({
      kind: 'event',
      hostname: 'pycon-apac.localhost',
      preview: null,
    })
  })
})

describe('hosts of previews', () => {
  test('name the event and the preview', () => {
    expect(read('next--fair.localhost')).toEqual({
      kind: 'event',
      hostname: 'fair.localhost',
      preview: 'next',
    })
  })

  test.each(['--fair', 'a--', 'a--b--c', 'xn--mnchen-3ya', 'a--admin'])('%s is nobody', (label) => {
    expect(read(`${label}.localhost`).kind).toBe('refused')
  })

  test('a custom domain has none: its hyphens are its own', () => {
    expect(read('next--fair.example')).toMatchObject({
      hostname: 'next--fair.example',
      preview: null,
    })
  })
})

describe('hosts of the platform', () => {
  test.each([
    ['localhost', ''],
    ['usher.example:443', ''],
    ['admin.usher.example', 'admin'],
  ])('%s is a branch of its own', (host, name) => {
    expect(read(host)).toMatchObject({ kind: 'platform', name })
  })
})

describe('hosts of nobody', () => {
  test.each([
    ['www.localhost', 'reserved'],
    ['constructor.localhost', 'reserved'],
    ['a.b.localhost', 'too-deep'],
    ['nodots', 'malformed'],
    ['127.0.0.1:8787', 'malformed'],
    ['0x7f.1', 'malformed'],
    ['[::1]:8787', 'malformed'],
    ['__proto__.localhost', 'malformed'],
    ['-a.localhost', 'malformed'],
    ['a-.localhost', 'malformed'],
    ['a..localhost', 'malformed'],
    ['.localhost', 'malformed'],
    ['a.localhost..', 'malformed'],
    ['user@a.localhost', 'malformed'],
    ['a.localhost:80:80', 'malformed'],
    ['a.localhost:http', 'malformed'],
    ['a_b.localhost', 'malformed'],
    ['a%2eb.localhost', 'malformed'],
    ['ma\u212Aers.localhost', 'malformed'],
    [`${'a'.repeat(64)}.localhost`, 'malformed'],
    [`${'a.'.repeat(130)}localhost`, 'malformed'],
    ['', 'malformed'],
  ])('%j is refused as %s', (host, reason) => {
    expect(read(host)).toEqual({ kind: 'refused', reason })
  })

  test('a Host header that names another host than the URL is refused', () => {
    expect(read('a.localhost', 'b.localhost')).toEqual({ kind: 'refused', reason: 'disagrees' })
    expect(read('a.localhost', 'a.localhost@b.localhost').kind).toBe('refused')
    expect(read('a.localhost', '').kind).toBe('refused')
  })

  // It computes for seconds: the limit is for a busy machine, and could not stop it anyway.
  test('whatever the host, the answer is a canonical name or a refusal', () => {
    const odd = fc.oneof(fc.string({ unit: 'binary' }), fc.webAuthority(), fc.domain())
    fc.assert(
      fc.property(odd, odd, (host, header) => {
        const result = read(host, header)
        if (result.kind === 'refused') return
        expect(result.hostname).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/)
        expect(result.hostname.length).toBeLessThanOrEqual(253)
      }),
      { numRuns: 2000 },
    )
  })
})

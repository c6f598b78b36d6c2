import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redirected, refuseRedirects } from './redirects.ts'

const exact = (from: string, to: string) => ({ from, to, prefix: false })
const under = (from: string, to: string) => ({ from, to, prefix: true })

describe('refused when they are written', () => {
  test.each([
    ['no path', [exact('old', '/new')]],
    ['another host', [exact('/old', '//evil.example')]],
    ['another host, by a backslash', [exact('/old', '/\\evil.example')]],
    ['an absolute address', [exact('/old', 'https://evil.example')]],
    ['a script', [exact('/old', 'javascript:alert(1)')]],
    ['a line break', [exact('/old', '/a\r\nSet-Cookie: a=b')]],
    ['a way round', [exact('/old', '/./old')]],
    ['a hidden way up', [exact('/old', '/x/%2e%2e/old')]],
    ['a way up', [exact('/old', '/../new')]],
    ['the same twice', [exact('/old', '/a'), exact('/old', '/b')]],
    ['to itself', [exact('/a', '/a')]],
    ['a ring', [exact('/a', '/b'), exact('/b', '/c'), exact('/c', '/a')]],
    ['under itself', [under('/a', '/a/b')]],
    ['everything', [under('/', '/a')]],
    ['a ring of prefixes', [under('/a', '/b'), under('/b', '/a')]],
  ])('%s', (_, redirects) => {
    expect(refuseRedirects(redirects)).not.toBeNull()
  })

  test('a chain that ends is fine', () => {
    expect(
      refuseRedirects([exact('/a', '/b'), exact('/b', '/c'), under('/2026', '/archive')]),
    ).toBeNull()
  })
})

test('the exact one goes before the prefix, the longer prefix before the shorter', () => {
  const all = [under('/a', '/short'), under('/a/b', '/long'), exact('/a/b/c', '/exact')]
  expect(redirected(all, '/a/x')).toBe('/short/x')
  expect(redirected(all, '/a/b/x')).toBe('/long/x')
  expect(redirected(all, '/a/b/c')).toBe('/exact')
})

const path = fc
  .array(fc.constantFrom('a', 'b', 'c', '', '.', '..', '\\', '%2f', '@x', 'evil.example'), {
    maxLength: 4,
  })
  .map((parts) => `/${parts.join('/')}`)
const redirects = fc.array(fc.record({ from: path, to: path, prefix: fc.boolean() }), {
  maxLength: 6,
})

test('what is accepted never loops, and never leaves the host', () => {
  let accepted = 0
  fc.assert(
    fc.property(redirects, path, (all, start) => {
      if (refuseRedirects(all) !== null) return
      accepted++
      let at: string | null = start
      for (let steps = 0; at !== null; steps++) {
        expect(steps).toBeLessThanOrEqual(all.length + 1)
        expect(new URL(at.replace(/^[/\\]*/, '/'), 'https://fair.example').host).toBe(
          'fair.example',
        )
        const next: string | null = redirected(all, at)
        if (next !== null) expect(new URL(next, 'https://fair.example').host).toBe('fair.example')
        at = next
      }
    }),
    { numRuns: 3000 },
  )
  expect(accepted).toBeGreaterThan(100)
})

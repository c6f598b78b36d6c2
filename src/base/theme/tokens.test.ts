import { expect, test } from 'vitest'
import { themeTokens } from './tokens.ts'

test.each([
  '</style><script>alert(1)</script>',
  '@import "//evil.example/x.css"',
  '.a { background: url(//evil.example/x) }',
  '.a { background: \\75rl(//evil.example/x) }',
])('style rules have no way out: %s', (css) => {
  expect(themeTokens.css.accepts.test(css)).toBe(false)
})

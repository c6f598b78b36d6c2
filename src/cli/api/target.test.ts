import { describe, expect, test } from 'vitest'
import { adminOf, adminTarget } from './target.ts'

const HOME = { USHER_ADMIN: 'https://admin.example.org', USHER_TOKEN: 'secret' }
const LOCAL = 'http://admin.localhost:8790'

describe('the token of a platform', () => {
  test('goes to that platform', () => {
    expect(adminTarget(undefined, HOME)).toEqual({
      origin: 'https://admin.example.org',
      token: 'secret',
    })
    const { USHER_TOKEN } = HOME
    expect(adminTarget('https://admin.other.org/', { USHER_TOKEN }).token).toBe('secret')
  })

  test('goes to no other one, and to nobody who listens here', () => {
    expect(() => adminTarget('https://admin.other.org', HOME)).toThrow('USHER_TOKEN is for')
    expect(() => adminTarget('http://admin.example.org', HOME)).toThrow('https')
    expect(adminTarget(LOCAL, HOME).token).toBe('local-development')
    expect(adminOf(undefined, new URL('http://fair.localhost:8790/'), HOME)).toEqual({
      origin: LOCAL,
      token: 'local-development',
    })
  })

  test('may be one of the local platform, where that is said', () => {
    expect(adminTarget(undefined, { USHER_ADMIN: LOCAL, USHER_TOKEN: 'own' }).token).toBe('own')
  })
})

test.each([
  ['ftp://admin.example.org', 'is no admin host'],
  ['admin', 'is no admin host'],
])('%s is no admin host', (given, words) => {
  expect(() => adminTarget(given, {})).toThrow(words)
})

test('an address elsewhere wants a platform to be named', () => {
  expect(() => adminOf(undefined, new URL('https://fair.example.org/'), {})).toThrow(
    'Which platform?',
  )
})

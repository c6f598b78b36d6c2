import { describe, expect, test } from 'vitest'
import type { Domain } from '../../registry/registrar/domain-calls.ts'
import { domainText } from './domain-text.ts'

const DOMAIN: Domain = {
  host: 'fair.example.org',
  state: 'pending',
  since: 0,
  name: '_usher.fair.example.org',
  value: 'usher=abc',
  checked: 0,
  found: 'nothing',
  leads: null,
  next: 0,
  until: null,
  vouched: null,
}

describe('of a domain', () => {
  test('that is not proven, what is missing', () => {
    expect(domainText(DOMAIN)).toBe(
      'fair.example.org is not proven, and not served (there is no such record). In DNS it needs\n' +
        '  _usher.fair.example.org TXT "usher=abc"',
    )
  })

  test.each<[Partial<Domain>, string]>([
    [{ state: 'verified', found: 'proof' }, 'is proven (the record is there)'],
    [{ found: null }, 'is not proven, and not served. In DNS'],
    [{ state: 'lost', until: Date.UTC(2027, 2, 1) }, 'served until 2027-03-01 00:00:00 UTC'],
    [{ state: 'vouched', vouched: { actor: 'ada', reason: 'ours' } }, 'vouched for by ada: ours'],
  ])('%j', (different, words) => {
    expect(domainText({ ...DOMAIN, ...different })).toContain(words)
  })
})

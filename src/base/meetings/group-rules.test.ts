import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mayMeet, mayRequest, maySee, type GroupRules } from './group-rules.ts'

const names = ['buyer', 'seller', 'press', 'constructor'] as const
const group = fc.option(fc.constantFrom(...names))
const cells = fc.dictionary(
  fc.constantFrom(...names, '*'),
  fc.record({ see: fc.boolean(), request: fc.boolean() }, { requiredKeys: [] }),
)
const anyRules = fc.dictionary(fc.constantFrom(...names, '*'), cells)

describe('group rules', () => {
  test('that name no group let all see and request all', () => {
    fc.assert(
      fc.property(group, group, (one, other) => {
        expect(maySee({}, one, other) && mayRequest({}, one, other)).toBe(true)
      }),
    )
  })

  test('hosted buyers request and cannot be requested', () => {
    const rules: GroupRules = { '*': { hosted: { request: false } } }
    expect(mayRequest(rules, 'hosted', 'seller')).toBe(true)
    for (const viewer of ['seller', 'hosted', null]) {
      expect(maySee(rules, viewer, 'hosted')).toBe(true)
      expect(mayRequest(rules, viewer, 'hosted')).toBe(false)
    }
    expect(mayMeet(rules, 'seller', 'hosted')).toBe(true)
    expect(mayMeet(rules, 'hosted', 'hosted')).toBe(false)
  })

  test('a cell of both groups decides; among those with * a no wins', () => {
    const rules: GroupRules = {
      press: { '*': { request: false }, organiser: { request: true } },
      '*': { press: { see: false }, buyer: { request: true } },
    }
    expect(mayRequest(rules, 'press', 'organiser')).toBe(true)
    expect(mayRequest(rules, 'press', 'buyer')).toBe(false)
    expect(maySee(rules, 'buyer', 'press')).toBe(false)
    expect(maySee({ ...rules, buyer: { press: { see: true } } }, 'buyer', 'press')).toBe(true)
  })

  test('people without a group fall under * alone', () => {
    const rules: GroupRules = { buyer: { '*': { see: false } }, '*': { press: { see: false } } }
    expect(maySee(rules, null, 'seller')).toBe(true)
    expect(maySee(rules, null, 'press')).toBe(false)
    expect(maySee(rules, 'buyer', null)).toBe(false)
  })

  test('nobody requests whom they do not see; meeting is the same question from both sides', () => {
    fc.assert(
      fc.property(anyRules, group, group, (rules, one, other) => {
        if (!maySee(rules, one, other)) expect(mayRequest(rules, one, other)).toBe(false)
        expect(mayMeet(rules, one, other)).toBe(mayMeet(rules, other, one))
      }),
    )
  })

  test('an exact cell changes the answer for that pair, in that direction, alone', () => {
    const named = fc.constantFrom(...names)
    fc.assert(
      fc.property(
        anyRules,
        fc.tuple(named, named),
        fc.tuple(group, group),
        fc.boolean(),
        (rules, [row, column], [viewer, other], see) => {
          const changed = { ...rules, [row]: { ...rules[row], [column]: { see } } }
          expect(maySee(changed, row, column)).toBe(see)
          if (viewer !== row || other !== column)
            expect(maySee(changed, viewer, other)).toBe(maySee(rules, viewer, other))
        },
      ),
    )
  })
})

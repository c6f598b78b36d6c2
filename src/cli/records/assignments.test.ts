import { describe, expect, test } from 'vitest'
import { EXIT, UsageError } from '../exit-codes.ts'
import { readAssignments } from './assignments.ts'

const BEFORE = { theme: { accent: '#7c2d92', radius: '4px' }, settings: { 'meetings.slot': 20 } }

describe('field=value', () => {
  test.each([
    [['name=My fair'], { name: 'My fair' }],
    // What is text in a record stays text.
    [['name=2027', 'place='], { name: '2027', place: '' }],
    [['name=a=b'], { name: 'a=b' }],
    [['locales=de,en'], { locales: ['de', 'en'] }],
    [['outbound='], { outbound: [] }],
    [['hosts=["a.example.org"]'], { hosts: ['a.example.org'] }],
    [['listed=false', 'deadline=5000'], { listed: false, deadline: 5000 }],
    [['notice={"text":"Soon","until":null}'], { notice: { text: 'Soon', until: null } }],
    [['notice=null'], { notice: null }],
    // The registrar says what is wrong with it.
    [['listed=perhaps'], { listed: 'perhaps' }],
  ])('%j', (given, patch) => {
    expect(readAssignments(given)).toEqual(patch)
  })

  test('a part of a field leaves its other parts', () => {
    expect(readAssignments(['theme.accent=#123456'], BEFORE)).toEqual({
      theme: { accent: '#123456', radius: '4px' },
    })
    expect(readAssignments(['theme.accent=', 'theme.highlight=1'], BEFORE)).toEqual({
      theme: { radius: '4px', highlight: '1' },
    })
    expect(readAssignments(['settings.meetings.slot=15'], BEFORE)).toEqual({
      settings: { 'meetings.slot': 15 },
    })
    expect(BEFORE.theme.accent).toBe('#7c2d92')
  })

  test.each([
    [['nmae=x'], 'no field "nmae" to be set. Did you mean "name"?'],
    [['My fair'], '"My fair" is no field=value'],
    [['=x'], 'is no field=value'],
    [['status=live'], 'no field "status" to be set'],
    [['__proto__.x=1'], 'no field "__proto__"'],
    [['schedule.0=x'], '"schedule" has no part "0"'],
  ])('%j is refused, with what to give', (given, repair) => {
    expect(() => readAssignments(given)).toThrow(repair)
    expect(() => readAssignments(given)).toThrow(UsageError)
    expect(new UsageError('').exitCode).toBe(EXIT.usage)
  })
})

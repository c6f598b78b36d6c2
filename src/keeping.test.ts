import { expect, test } from 'vitest'
import { keeping } from './keeping.ts'

test('what was asked before is answered without being worked out again', () => {
  const asked: string[] = []
  const doubled = keeping(10, (word: string, times: number) => {
    asked.push(`${word} ${times}`)
    return word.repeat(times)
  })
  expect([doubled('ab', 2), doubled('ab', 2), doubled('ab', 1)]).toEqual(['abab', 'abab', 'ab'])
  expect(asked).toEqual(['ab 2', 'ab 1'])
})

test('nothing is an answer, too', () => {
  let asked = 0
  const none = keeping(10, (word: string) => {
    asked++
    return word === 'a' ? undefined : word
  })
  expect([none('a'), none('a'), asked]).toEqual([undefined, undefined, 1])
})

test('no more is kept than fits, and what throws is not kept', () => {
  let asked = 0
  const refusing = keeping(2, (at: number) => {
    asked++
    if (at < 0) throw new RangeError('below zero')
    return at
  })
  for (const at of [1, 2, 1, 2, 3, 3, 1]) refusing(at)
  expect(asked).toBe(4)
  for (let i = 0; i < 2; i++) expect(() => refusing(-1)).toThrow('below zero')
  expect(asked).toBe(6)
})

import { expect, test } from 'vitest'
import { redirect, Said } from './said.ts'

const native: string[] = []
const consoleOf = () => ({
  log: (text: string) => native.push(text),
  error: (text: string) => native.push(text),
  context: () => ({ log: (text: string) => native.push(text) }),
})

test('what is said is kept for who takes it, and nowhere else', () => {
  const said = new Said()
  const console = consoleOf()
  redirect(console, said)
  console.log('a')
  console.error('b')
  expect(console.context()).toBeUndefined()
  expect(said.take()).toEqual(['a', 'b'])
  expect([said.take(), native]).toEqual([[], []])
})

test('anything can be said, in so many words', () => {
  const said = new Said()
  const cycle: Record<string, unknown> = {}
  cycle['self'] = cycle
  said.add(['a', { b: 1 }, new Error('c'), undefined, Symbol('d'), cycle])
  said.add(['x'.repeat(5_000)])
  const [first, second] = said.take()
  expect(first).toBe('a {"b":1} Error: c undefined Symbol(d) object')
  expect(second).toHaveLength(1_000)
})

test('of a flood the first lines are heard', () => {
  const said = new Said()
  for (let at = 0; at < 10_000; at++) said.add([String(at)])
  expect(said.take()).toHaveLength(50)
})

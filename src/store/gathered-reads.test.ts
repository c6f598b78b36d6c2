import { expect, test } from 'vitest'
import { ANONYMOUS } from '../contract.ts'
import { MOST_CALLS, RPC_VERSION, type StoreCall, type StoreReply } from './rpc.ts'
import { GatheredReads } from './gathered-reads.ts'

const call = (name: string, requestId: string | null = null): StoreCall => ({
  version: RPC_VERSION,
  event: 'fair',
  viewer: ANONYMOUS,
  name,
  input: {},
  requestId,
})

/** A store that answers with the names it is asked for, and notes how; what fails says why. */
function store(failing: (name: string) => Error | null = () => null) {
  const asked: string[] = []
  const answer = ({ name }: StoreCall): StoreReply => {
    const error = failing(name)
    if (error !== null) throw error
    return { ok: true, value: name }
  }
  const reads = new GatheredReads(() => ({
    call: async (one) => {
      asked.push(one.name)
      return answer(one)
    },
    calls: async (all) => {
      asked.push(all.map(({ name }) => name).join('+'))
      return all.map(answer)
    },
  }))
  return { reads, asked }
}

test('what is read at once is one call, and each gets its own answer', async () => {
  const { reads, asked } = store()
  const later = async (): Promise<StoreReply> => {
    await Promise.resolve()
    return reads.call(call('c'))
  }
  const replies = await Promise.all([reads.call(call('a')), reads.call(call('b')), later()])
  expect(asked).toEqual(['a+b+c'])
  expect(replies).toEqual(['a', 'b', 'c'].map((value) => ({ ok: true, value })))
})

test('what is read one after the other is asked for so', async () => {
  const { reads, asked } = store()
  await reads.call(call('a'))
  await reads.call(call('b'))
  expect(asked).toEqual(['a', 'b'])
})

test('more than travel together are several calls', async () => {
  const { reads, asked } = store()
  const names = Array.from({ length: MOST_CALLS + 5 }, (_, at) => `r${at}`)
  const replies = await Promise.all(names.map((name) => reads.call(call(name))))
  expect(asked.map((one) => one.split('+').length)).toEqual([MOST_CALLS, 5])
  expect(replies.map((reply) => reply.ok && reply.value)).toEqual(names)
})

test('a command waits for nobody', async () => {
  const { reads, asked } = store()
  await Promise.all([reads.call(call('a')), reads.call(call('b', 'r1')), reads.call(call('c'))])
  expect(asked).toEqual(['b', 'a+c'])
})

test('of those that are read together only the one that fails is told so', async () => {
  const { reads, asked } = store((name) => (name === 'b' ? new Error('no b') : null))
  const [a, b] = await Promise.allSettled([reads.call(call('a')), reads.call(call('b'))])
  expect(a).toEqual({ status: 'fulfilled', value: { ok: true, value: 'a' } })
  expect(b).toMatchObject({ status: 'rejected', reason: { message: 'no b' } })
  expect(asked).toEqual(['a+b', 'a', 'b'])
})

test.each(['retryable', 'overloaded'])(
  'a store that is %s is not asked again here',
  async (how) => {
    const error = Object.assign(new Error('not now'), { [how]: true })
    const { reads, asked } = store(() => error)
    const outcomes = await Promise.allSettled([reads.call(call('a')), reads.call(call('b'))])
    expect(outcomes).toEqual([
      { status: 'rejected', reason: error },
      { status: 'rejected', reason: error },
    ])
    expect(asked).toEqual(['a+b'])
  },
)

import { expect, test } from 'vitest'
import { ANONYMOUS } from '../contract.ts'
import { RPC_VERSION, type StoreCall, type StoreReply } from '../store/rpc.ts'
import { GatheredReads } from './gathered-reads.ts'

const call = (name: string, requestId: string | null = null): StoreCall => ({
  version: RPC_VERSION,
  event: 'fair',
  viewer: ANONYMOUS,
  name,
  input: {},
  requestId,
})

/** A platform that answers with the names it is asked for, and notes how. */
function platform(fails: (name: string) => boolean = () => false) {
  const asked: string[] = []
  const answer = ({ name }: StoreCall): StoreReply => {
    if (fails(name)) throw new Error(`no ${name}`)
    return { ok: true, value: name }
  }
  const reads = new GatheredReads({
    store: async (one) => {
      asked.push(one.name)
      return answer(one)
    },
    stores: async (all) => {
      asked.push(all.map(({ name }) => name).join('+'))
      return all.map(answer)
    },
  })
  return { reads, asked }
}

test('what is read at once is one call, and each gets its own answer', async () => {
  const { reads, asked } = platform()
  const later = async (): Promise<StoreReply> => {
    await Promise.resolve()
    return reads.call(call('c'))
  }
  const replies = await Promise.all([reads.call(call('a')), reads.call(call('b')), later()])
  expect(asked).toEqual(['a+b+c'])
  expect(replies).toEqual(['a', 'b', 'c'].map((value) => ({ ok: true, value })))
})

test('what is read one after the other is asked for so', async () => {
  const { reads, asked } = platform()
  await reads.call(call('a'))
  await reads.call(call('b'))
  expect(asked).toEqual(['a', 'b'])
})

test('a command waits for nobody', async () => {
  const { reads, asked } = platform()
  await Promise.all([reads.call(call('a')), reads.call(call('b', 'r1')), reads.call(call('c'))])
  expect(asked).toEqual(['b', 'a+c'])
})

test('of those that are read together only the one that fails is told so', async () => {
  const { reads, asked } = platform((name) => name === 'b')
  const [a, b] = await Promise.allSettled([reads.call(call('a')), reads.call(call('b'))])
  expect(a).toEqual({ status: 'fulfilled', value: { ok: true, value: 'a' } })
  expect(b).toMatchObject({ status: 'rejected', reason: { message: 'no b' } })
  expect(asked).toEqual(['a+b', 'a', 'b'])
})

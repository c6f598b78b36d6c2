import { expect, test } from 'vitest'
import { readLines } from './read-lines.ts'

const stream = (...chunks: readonly string[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk))
      controller.close()
    },
  })

async function read(most: number, ...chunks: readonly string[]): Promise<unknown[]> {
  const lines: unknown[] = []
  for await (const { number, bytes } of readLines(stream(...chunks), most)) {
    lines.push([number, bytes === null ? null : new TextDecoder().decode(bytes)])
  }
  return lines
}

test('lines are whole however they are cut, and counted as an editor counts them', async () => {
  expect(await read(99, '{"a":', '1}\n\r\n  \n{"', 'b"', ':2}\r\n', '{"c":3}')).toEqual([
    [1, '{"a":1}'],
    [4, '{"b":2}\r'],
    [5, '{"c":3}'],
  ])
  expect(await read(99, 'ä'.slice(0, 1), '\n')).toEqual([[1, 'ä']])
  expect(await read(99)).toEqual([])
})

test('of a line that is too long nothing is kept, and the next one is read', async () => {
  expect(await read(5, '12345\n123456\n', '12', '3456', '\nnext')).toEqual([
    [1, '12345'],
    [2, null],
    [3, null],
    [4, 'next'],
  ])
})

test('a stream that breaks off is an error, not an end', async () => {
  const broken = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error('gone')),
  })
  await expect(Array.fromAsync(readLines(broken, 9))).rejects.toThrow('gone')
})

import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { readLines } from './read-lines.ts'

const read = (pieces: readonly (string | Buffer)[]): Promise<unknown[]> =>
  Array.fromAsync(readLines(Readable.from(pieces.map((piece) => Buffer.from(piece)))))

test('lines are values, wherever they are cut', async () => {
  const text = Buffer.from('{"name":"東京"}\n{"done":2}\n')
  const pieces = Array.from(text, (byte) => Buffer.from([byte]))
  expect(await read(pieces)).toEqual([{ name: '東京' }, { done: 2 }])
  expect(await read([])).toEqual([])
})

test.each([[['{"done":1}\n{"do']], [['{"done":1}\n{"done":2}']], [['<html>\n']]])(
  '%j broke off',
  async (pieces) => {
    await expect(read(pieces)).rejects.toThrow('broke off')
  },
)

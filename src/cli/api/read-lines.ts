import type { Readable } from 'node:stream'
import { Failure } from '../exit-codes.ts'

/** Values of a stream of JSON lines, as they come. Fails where it breaks off. */
export async function* readLines(stream: Readable): AsyncGenerator {
  let rest = ''
  try {
    for await (const piece of stream.setEncoding('utf8') as AsyncIterable<string>) {
      const lines = (rest + piece).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) yield JSON.parse(line)
    }
  } catch {
    throw brokeOff()
  }
  if (rest !== '') throw brokeOff()
}

const brokeOff = (): Failure => new Failure('The answer broke off. Ask again.')

import { isCancel, text } from '@clack/prompts'
import { EXIT, Failure, UsageError } from '../exit-codes.ts'

interface Doubt {
  /** What happens, a sentence. */
  readonly what: string
  /** What is to be typed by somebody who means it. */
  readonly word: string
  /** Said beforehand: nobody is asked. */
  readonly yes: boolean | undefined
}

const TERMINAL = { input: process.stdin, output: process.stderr }

/** Asks before something that hurts; nothing happens unless it is meant. */
export async function confirm({ what, word, yes }: Doubt): Promise<void> {
  if (yes === true) return
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UsageError(`${what} Say --yes if you mean it.`)
  }
  const typed = await text({
    ...TERMINAL,
    message: `${what} Type ${word} if you mean it.`,
    validate: (answer = '') =>
      answer.trim() === word ? undefined : `Type ${word}, or leave with Ctrl-C.`,
  })
  if (isCancel(typed)) throw new Failure('Left; nothing was changed.', EXIT.left)
}

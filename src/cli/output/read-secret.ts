import { isCancel, password } from '@clack/prompts'
import { text } from 'node:stream/consumers'
import { EXIT, Failure, UsageError } from '../exit-codes.ts'

/** What nobody is to see: typed unseen, or from stdin. Never from the command's words. */
export async function readSecret(what: string): Promise<string> {
  if (process.stdin.isTTY && process.stderr.isTTY) return ask(what)
  const value = (await text(process.stdin)).replace(/\r?\n$/, '')
  if (value === '') throw new UsageError(`Nothing came by stdin. Pipe ${what} in, or type it.`)
  return value
}

async function ask(message: string): Promise<string> {
  const typed = await password({
    input: process.stdin,
    output: process.stderr,
    message,
    validate: (value = '') => (value === '' ? 'Type it, or leave with Ctrl-C.' : undefined),
  })
  if (isCancel(typed)) throw new Failure('Left; nothing was changed.', EXIT.left)
  return typed
}

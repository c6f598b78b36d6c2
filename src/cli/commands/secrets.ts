import { group } from '../options.ts'
import { listCommand } from './secrets/list.ts'
import { removeCommand } from './secrets/remove.ts'
import { resealCommand } from './secrets/reseal.ts'
import { setCommand } from './secrets/set.ts'

/** `usher secrets …`: what an event signs with, and is known by, elsewhere. */
export const secretsCommand = group('secrets', [
  setCommand,
  listCommand,
  removeCommand,
  resealCommand,
]).description('what an event signs with and is known by elsewhere: set, list, remove')

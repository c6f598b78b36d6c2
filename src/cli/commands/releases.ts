import { group } from '../options.ts'
import { checkCommand } from './releases/check.ts'
import { diffCommand } from './releases/diff.ts'
import { listCommand } from './releases/list.ts'
import { pinCommand, unpinCommand } from './releases/pin.ts'
import { promoteCommand } from './releases/promote.ts'
import { pruneCommand } from './releases/prune.ts'
import { rollBackCommand } from './releases/roll-back.ts'

/**
 * `usher releases …`: what events are served from in isolates of their own, and in their show days. Of an
 * event alone the list.
 */
export const releasesCommand = group(
  'releases',
  [
    listCommand,
    diffCommand,
    promoteCommand,
    rollBackCommand,
    pinCommand,
    unpinCommand,
    pruneCommand,
    checkCommand,
  ],
  listCommand,
).description('releases of events: list, compare, put in force, roll back, pin, throw away')

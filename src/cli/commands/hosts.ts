import { group } from '../options.ts'
import { addCommand } from './hosts/add.ts'
import { canonicalCommand } from './hosts/canonical.ts'
import { checkCommand } from './hosts/check.ts'
import { removeCommand } from './hosts/remove.ts'

/** `usher hosts …`: where events are on the web. */
export const hostsCommand = group('hosts', [
  addCommand,
  removeCommand,
  canonicalCommand,
  checkCommand,
]).description('where events are on the web: add, remove, check')

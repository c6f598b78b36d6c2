import { group } from '../options.ts'
import { addCommand } from './hosts/add.ts'
import { canonicalCommand } from './hosts/canonical.ts'
import { checkCommand } from './hosts/check.ts'
import { proofCommand } from './hosts/proof.ts'
import { removeCommand } from './hosts/remove.ts'
import { vouchCommand } from './hosts/vouch.ts'

/** `usher hosts …`: where events are on the web. */
export const hostsCommand = group('hosts', [
  addCommand,
  removeCommand,
  canonicalCommand,
  checkCommand,
  proofCommand,
  vouchCommand,
]).description('where events are on the web: add, remove, check, prove')

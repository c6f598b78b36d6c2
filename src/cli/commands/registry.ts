import { group } from '../options.ts'
import { publishingCommand } from './registry/publishing.ts'
import { verifyCommand } from './registry/verify.ts'

/** `usher registry …`: whether KV has what was decided. */
export const registryCommand = group('registry', [verifyCommand, publishingCommand]).description(
  'whether what is served is what was decided: verify, repair, what lags',
)

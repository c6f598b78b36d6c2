import { group } from '../options.ts'
import { createCommand } from './token/create.ts'
import { listCommand } from './token/list.ts'
import { revokeCommand } from './token/revoke.ts'

/** `usher token …`: who may ask the admin host. */
export const tokenCommand = group('token', [createCommand, listCommand, revokeCommand]).description(
  'tokens for programs and people: create, list, revoke',
)

import type * as v from 'valibot'
import { listTokens } from '../../../admin/endpoints/tokens.ts'
import { apiOf, type AskingOptions, asking } from '../../options.ts'
import { moment, sayAll } from '../../output/say.ts'
import { table } from '../../output/table.ts'

type Token = v.InferOutput<typeof listTokens.answer>['tokens'][number]

/** `usher token list` */
export const listCommand = asking('list')
  .description('list tokens, never what opens')
  .action(async (options: AskingOptions) => {
    const { tokens } = await apiOf(options).ask(listTokens, {})
    sayAll(options.json, tokens, (all) => (all.length === 0 ? 'No token.' : tokenTable(all)))
  })

const tokenTable = (tokens: readonly Token[]): string =>
  table([
    ['id', 'label', 'role', 'events', 'state', 'used', 'made by'],
    ...tokens.map((token) => [
      token.id,
      token.label,
      token.role,
      token.events?.join(', ') ?? 'all',
      state(token, Date.now()),
      token.used === null ? 'never' : moment(token.used),
      token.createdBy,
    ]),
  ])

function state({ revoked, expires }: Token, now: number): string {
  if (revoked !== null) return `revoked ${moment(revoked)}`
  if (expires === null) return 'open, without an end'
  return `${expires <= now ? 'expired' : 'open until'} ${moment(expires)}`
}

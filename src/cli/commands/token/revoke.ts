import { listTokens, revokeToken } from '../../../admin/endpoints/tokens.ts'
import { EXIT, Failure } from '../../exit-codes.ts'
import { nearest } from '../../../nearest.ts'
import { apiOf, type AskingOptions, asking } from '../../options.ts'
import { confirm } from '../../output/confirm.ts'
import { say } from '../../output/say.ts'

interface Options extends AskingOptions {
  readonly dryRun?: true
  readonly yes?: true
}

/** `usher token revoke <id>` */
export const revokeCommand = asking('revoke')
  .description('let a token open nothing any more, at once')
  .argument('<id>', 'as usher token list has it')
  .option('--dry-run', 'say what would be, and change nothing')
  .option('--yes', 'do not ask')
  .action(async (id: string, { dryRun, yes, ...options }: Options) => {
    const api = apiOf(options)
    const { tokens } = await api.ask(listTokens, {})
    const token = tokens.find((one) => one.id === id)
    if (token === undefined) throw new Failure(unknown(id, tokens), EXIT.notFound)
    if (dryRun === true) {
      return say(options.json, token, () => `Would be: ${token.label} opens nothing`)
    }
    await confirm({ what: `${token.label} opens nothing any more then.`, word: id, yes })
    const gone = await api.ask(revokeToken, { params: { id } })
    say(options.json, gone, () => `${token.label} opens nothing any more`)
  })

function unknown(id: string, tokens: readonly { readonly id: string }[]): string {
  const near = nearest(
    id,
    tokens.map((one) => one.id),
  )
  return `There is no token "${id}".${near === null ? '' : ` Did you mean "${near}"?`}`
}

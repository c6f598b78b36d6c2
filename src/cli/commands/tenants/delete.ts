import { deleteTenant } from '../../../admin/endpoints/tenants.ts'
import { UsageError } from '../../exit-codes.ts'
import { apiOf, changing, type ChangingOptions } from '../../options.ts'
import { confirm } from '../../output/confirm.ts'
import { say } from '../../output/say.ts'
import { entryOf } from '../../records/entry.ts'

interface Options extends ChangingOptions {
  readonly yes?: true
}

/** `usher tenants delete <event> --reason …` */
export const deleteCommand = changing('delete')
  .description('delete a draft, an archived or a suspended event; wants a reason, cannot be undone')
  .option('--yes', 'do not ask')
  .action(async (key: string, options: Options) => {
    const { reason, dryRun = false, yes, json } = options
    if (reason === undefined) throw new UsageError('Say why: --reason "…".')
    const api = apiOf(options)
    const { tenant } = await entryOf(api, key)
    if (!dryRun) await confirm({ what: `${tenant.name} is gone then, for good.`, word: key, yes })
    const told = await api.ask(deleteTenant, {
      params: { key },
      query: { reason, dryRun },
      revision: options.revision ?? tenant.revision,
    })
    say(json, told, () => (dryRun ? `Would be: ${key} is deleted` : `${key} is deleted`))
  })

import { setStatus } from '../../../admin/endpoints/life.ts'
import { apiOf, changing, type ChangingOptions, whyOf } from '../../options.ts'
import { confirm } from '../../output/confirm.ts'
import { UsageError } from '../../exit-codes.ts'
import { entryOf } from '../../records/entry.ts'
import { sayWritten } from '../../records/written.ts'

interface Options extends ChangingOptions {
  readonly yes?: true
}

/** `usher tenants suspend <event> --reason …` */
export const suspendCommand = changing('suspend')
  .description('take an event off the web at once, its data with it; wants a reason')
  .option('--yes', 'do not ask')
  .action(async (key: string, options: Options) => {
    const api = apiOf(options)
    if (options.reason === undefined) throw new UsageError('Say why: --reason "…".')
    const { tenant } = await entryOf(api, key)
    if (options.dryRun !== true) {
      const what = `${tenant.name} goes off the web at once, for everybody.`
      await confirm({ what, word: key, yes: options.yes })
    }
    const told = await api.ask(setStatus, {
      params: { key },
      query: whyOf(options),
      body: { to: 'suspended' },
      revision: options.revision ?? tenant.revision,
    })
    sayWritten(options, told, `${key} is suspended`)
  })

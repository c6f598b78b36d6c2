import { rollBack } from '../../../admin/endpoints/revisions.ts'
import { apiOf, changing, type ChangingOptions, revision, whyOf } from '../../options.ts'
import { entryOf } from '../../records/entry.ts'
import { sayWritten } from '../../records/written.ts'

interface Options extends ChangingOptions {
  readonly reclaim?: true
}

/** `usher tenants roll-back <event> <revision>` */
export const rollBackCommand = changing('roll-back')
  .alias('restore')
  .description('make a new revision with what an old one said; the status stays')
  .argument('<to>', 'the number of the old revision', revision)
  .option('--reclaim', 'its hosts may be those of a deleted event')
  .action(async (key: string, to: number, options: Options) => {
    const api = apiOf(options)
    const { tenant } = await entryOf(api, key)
    const told = await api.ask(rollBack, {
      params: { key, revision: String(to) },
      query: { ...whyOf(options), reclaim: options.reclaim ?? false },
      revision: options.revision ?? tenant.revision,
    })
    sayWritten(options, told, `${key} is as in revision ${to}`, tenant)
  })

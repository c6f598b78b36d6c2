import { removeHost } from '../../../admin/endpoints/hosts.ts'
import { apiOf, changing, type ChangingOptions, whyOf } from '../../options.ts'
import { confirm } from '../../output/confirm.ts'
import { basisOf } from '../../records/entry.ts'
import { sayWritten } from '../../records/written.ts'

interface Options extends ChangingOptions {
  readonly yes?: true
}

/** `usher hosts remove <event> <host>` */
export const removeCommand = changing('remove')
  .description('take a host from an event; not the canonical one')
  .argument('<host>', 'fair.example.org')
  .option('--yes', 'do not ask')
  .action(async (key: string, host: string, options: Options) => {
    const { dryRun, yes } = options
    const api = apiOf(options)
    const revision = await basisOf(api, key, options.revision)
    if (dryRun !== true) {
      await confirm({ what: `${host} leads nowhere then.`, word: host, yes })
    }
    const told = await api.ask(removeHost, {
      params: { key, host },
      query: whyOf(options),
      revision,
    })
    sayWritten(options, told, `${key} has ${told.tenant.hosts.join(', ')}`)
  })

import { addHost } from '../../../admin/endpoints/hosts.ts'
import { apiOf, changing, type ChangingOptions, whyOf } from '../../options.ts'
import { domainText } from '../../hosts/domain-text.ts'
import { basisOf, entryOf } from '../../records/entry.ts'
import { note } from '../../output/say.ts'
import { sayWritten } from '../../records/written.ts'

interface Options extends ChangingOptions {
  readonly reclaim?: true
}

/** `usher hosts add <event> <host>` */
export const addCommand = changing('add')
  .description('give an event another host; it redirects to the canonical one')
  .argument('<host>', 'fair.example.org')
  .option('--reclaim', 'it may be a host of a deleted event')
  .action(async (key: string, host: string, options: Options) => {
    const api = apiOf(options)
    const told = await api.ask(addHost, {
      params: { key },
      query: { ...whyOf(options), reclaim: options.reclaim ?? false },
      body: { host },
      revision: await basisOf(api, key, options.revision),
    })
    sayWritten(options, told, `${key} has ${told.tenant.hosts.join(', ')}`)
    if (options.dryRun === true) return
    // It stands, whether or not what is left to do can be told.
    const entry = await entryOf(api, key).catch(() => null)
    const added = entry?.domains.find((domain) => domain.host === host)
    if (added?.state === 'pending') note(domainText(added))
  })

import { setCanonicalHost } from '../../../admin/endpoints/hosts.ts'
import { apiOf, changing, type ChangingOptions, whyOf } from '../../options.ts'
import { basisOf } from '../../records/entry.ts'
import { sayWritten } from '../../records/written.ts'

/** `usher hosts canonical <event> <host>` */
export const canonicalCommand = changing('canonical')
  .description('build an event’s links on one of its hosts; the others redirect to it')
  .argument('<host>', 'fair.example.org')
  .action(async (key: string, host: string, options: ChangingOptions) => {
    const api = apiOf(options)
    const told = await api.ask(setCanonicalHost, {
      params: { key },
      query: whyOf(options),
      body: { host },
      revision: await basisOf(api, key, options.revision),
    })
    sayWritten(options, told, `${key} is on ${told.tenant.canonicalHost}`)
  })

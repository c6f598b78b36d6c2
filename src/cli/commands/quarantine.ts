import { quarantineEvent } from '../../admin/endpoints/quarantine.ts'
import { apiOf, changing, type ChangingOptions, whyOf } from '../options.ts'
import { entryOf } from '../records/entry.ts'
import { sayWritten } from '../records/written.ts'

/** `usher quarantine <event>`: out of the way of the others, on its last good release. */
export const quarantineCommand = changing('quarantine')
  .description('take an event that fails away from the others, onto its last good release')
  .action(async (key: string, options: ChangingOptions) => {
    const api = apiOf(options)
    const { tenant } = await entryOf(api, key)
    const told = await api.ask(quarantineEvent, {
      params: { key },
      query: whyOf(options),
      revision: options.revision ?? tenant.revision,
    })
    sayWritten(options, told, `${key} is in an isolate of its own`, tenant)
  })

import { rollReleaseBack } from '../../../admin/endpoints/release-choice.ts'
import { apiOf, changing, type ChangingOptions, whyOf } from '../../options.ts'
import { entryOf } from '../../records/entry.ts'
import { sayWritten } from '../../records/written.ts'
import { shortId } from '../../../release-id.ts'

/** `usher releases roll-back <event>` */
export const rollBackCommand = changing('roll-back')
  .description('put the release in force that was before; also where the event is pinned')
  .action(async (key: string, options: ChangingOptions) => {
    const api = apiOf(options)
    const { tenant } = await entryOf(api, key)
    const told = await api.ask(rollReleaseBack, {
      params: { key },
      query: whyOf(options),
      revision: options.revision ?? tenant.revision,
    })
    const id = told.tenant.release?.id ?? ''
    sayWritten(options, told, `${key} has release ${shortId(id)} in force again`, tenant)
  })

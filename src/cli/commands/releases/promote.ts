import { promoteRelease } from '../../../admin/endpoints/release-choice.ts'
import { apiOf, changing, type ChangingOptions, whyOf } from '../../options.ts'
import { note } from '../../output/say.ts'
import { entryOf } from '../../records/entry.ts'
import { sayWritten } from '../../records/written.ts'
import { findRelease } from '../../releases/find-release.ts'
import { shortId } from '../../../release-id.ts'

/** `usher releases promote <event> <release>` */
export const promoteCommand = changing('promote')
  .description('put a release in force; the one before stands by')
  .argument('<release>', 'its id, or how it begins')
  .action(async (key: string, release: string, options: ChangingOptions) => {
    const api = apiOf(options)
    const { tenant, statusNow } = await entryOf(api, key)
    const id = await findRelease(api, key, release)
    const told = await api.ask(promoteRelease, {
      params: { key, id },
      query: whyOf(options),
      revision: options.revision ?? tenant.revision,
    })
    sayWritten(options, told, `${key} has release ${shortId(id)} in force`, tenant)
    if (tenant.lane === 'isolated' || statusNow === 'frozen' || options.json === true) return
    note(`It is served from it once it is isolated (usher lane ${key} isolated) or frozen.`)
  })

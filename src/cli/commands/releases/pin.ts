import { pinRelease, unpinRelease } from '../../../admin/endpoints/release-choice.ts'
import { apiOf, changing, type ChangingOptions, whyOf } from '../../options.ts'
import { entryOf } from '../../records/entry.ts'
import { sayWritten } from '../../records/written.ts'

/** `usher releases pin <event>` */
export const pinCommand = changing('pin')
  .description('keep an event on its release; freezing does this by itself')
  .action((key: string, options: ChangingOptions) =>
    setPin(key, options, pinRelease, `${key} is pinned to its release`),
  )

/** `usher releases unpin <event>` */
export const unpinCommand = changing('unpin')
  .description('let an event be given another release')
  .action((key: string, options: ChangingOptions) =>
    setPin(key, options, unpinRelease, `${key} is not pinned`),
  )

async function setPin(
  key: string,
  options: ChangingOptions,
  endpoint: typeof pinRelease,
  what: string,
): Promise<void> {
  const api = apiOf(options)
  const { tenant } = await entryOf(api, key)
  const told = await api.ask(endpoint, {
    params: { key },
    query: whyOf(options),
    revision: options.revision ?? tenant.revision,
  })
  sayWritten(options, told, what, tenant)
}

import { setStatus } from '../../../admin/endpoints/life.ts'
import { apiOf, changing, type ChangingOptions, whyOf } from '../../options.ts'
import { basisOf, entryOf } from '../../records/entry.ts'
import { sayWritten } from '../../records/written.ts'

/** `usher tenants resume <event>` */
export const resumeCommand = changing('resume')
  .description('take a suspended event back to where it was')
  .action(async (key: string, options: ChangingOptions) => {
    const api = apiOf(options)
    const told = await api.ask(setStatus, {
      params: { key },
      query: whyOf(options),
      body: { to: 'back' },
      revision: await basisOf(api, key, options.revision),
    })
    // Its schedule has gone on meanwhile.
    const status = options.dryRun ? told.tenant.status : (await entryOf(api, key)).statusNow
    sayWritten(options, told, `${key} is ${status} again`)
  })

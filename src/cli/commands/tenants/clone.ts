import { cloneTenant } from '../../../admin/endpoints/life.ts'
import { apiOf, type WritingOptions, whyOf, writing } from '../../options.ts'
import { readAssignments } from '../../records/assignments.ts'
import { entryOf } from '../../records/entry.ts'
import { sayWritten } from '../../records/written.ts'

interface Options extends WritingOptions {
  readonly reclaim?: true
}

/** `usher tenants clone <event> <new key> [field=value…]` */
export const cloneCommand = writing('clone')
  .description('create an event with the record of another one: a draft, without its data')
  .argument('<event>', 'the key of the one that is there')
  .argument('<new>', 'the key of the new one')
  .argument('[fields...]', 'what is different: field=value')
  .option('--reclaim', 'its hosts may be those of a deleted event')
  .action(async (from: string, key: string, fields: readonly string[], options: Options) => {
    const api = apiOf(options)
    const { tenant } = await entryOf(api, from)
    const different = readAssignments(fields, tenant)
    const told = await api.ask(cloneTenant, {
      params: { key: from },
      query: { ...whyOf(options), reclaim: options.reclaim ?? false },
      body: { key, different },
    })
    const { status, canonicalHost } = told.tenant
    sayWritten(options, told, `${key} is ${status} on ${canonicalHost}, after ${from}`)
  })

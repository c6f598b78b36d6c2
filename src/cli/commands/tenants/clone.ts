import { cloneTenant } from '../../../admin/endpoints/life.ts'
import { apiOf, type WritingOptions, whyOf, writing } from '../../options.ts'
import { patiently } from '../../output/progress.ts'
import { readAssignments } from '../../records/assignments.ts'
import { entryOf } from '../../records/entry.ts'
import { sayWritten } from '../../records/written.ts'

interface Options extends WritingOptions {
  readonly reclaim?: true
  readonly withData?: true
}

/** `usher tenants clone <event> <new key> [field=value…]` */
export const cloneCommand = writing('clone')
  .description('create an event with the record of another one: a draft, without its people')
  .argument('<event>', 'the key of the one that is there')
  .argument('<new>', 'the key of the new one')
  .argument('[fields...]', 'what is different: field=value')
  .option('--with-data', 'with its programme (no speakers), tables, groups, tags and settings')
  .option('--reclaim', 'its hosts may be those of a deleted event')
  .action(async (from: string, key: string, fields: readonly string[], options: Options) => {
    const api = apiOf(options)
    const { tenant } = await entryOf(api, from)
    const different = readAssignments(fields, tenant)
    const withData = options.withData ?? false
    const asked = api.ask(cloneTenant, {
      params: { key: from },
      query: { ...whyOf(options), reclaim: options.reclaim ?? false },
      body: { key, different, withData },
    })
    const told = await patiently('Cloning', asked)
    const { status, canonicalHost } = told.tenant
    const what = withData ? `, with what is set up in it` : ''
    sayWritten(options, told, `${key} is ${status} on ${canonicalHost}, after ${from}${what}`)
  })

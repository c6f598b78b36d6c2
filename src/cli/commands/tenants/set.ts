import { changeTenant } from '../../../admin/endpoints/tenants.ts'
import { UsageError } from '../../exit-codes.ts'
import { apiOf, changing, type ChangingOptions, whyOf } from '../../options.ts'
import { FIELD_NAMES, readAssignments } from '../../records/assignments.ts'
import { entryOf } from '../../records/entry.ts'
import { sayWritten } from '../../records/written.ts'

interface Options extends ChangingOptions {
  readonly reclaim?: true
}

/** `usher tenants set <event> <field=value…>` */
export const setCommand = changing('set')
  .description('change fields of an event’s record')
  .argument('<fields...>', 'field=value, like name="My fair"')
  .option('--reclaim', 'its hosts may be those of a deleted event')
  .addHelpText(
    'after',
    `
Fields:
  ${FIELD_NAMES.join(', ')}
Parts are set with a dot: theme.accent=#7c2d92; without a value they are taken out. Lists are words
with commas, anything else is JSON: notice='{"text":"Back at noon","until":null}', notice=null.`,
  )
  .action(async (key: string, fields: readonly string[], options: Options) => {
    const api = apiOf(options)
    const { tenant } = await entryOf(api, key)
    const patch = readAssignments(fields, tenant)
    if (Object.keys(patch).length === 0) throw new UsageError('Give fields: name="My fair".')
    const told = await api.ask(changeTenant, {
      params: { key },
      query: { ...whyOf(options), reclaim: options.reclaim ?? false },
      body: patch,
      revision: options.revision ?? tenant.revision,
    })
    sayWritten(options, told, `${key} is changed`, tenant)
  })

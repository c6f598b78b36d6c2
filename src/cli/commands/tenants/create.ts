import { readFileSync } from 'node:fs'
import { createTenant } from '../../../admin/endpoints/tenants.ts'
import { UsageError } from '../../exit-codes.ts'
import { apiOf, type WritingOptions, whyOf, writing } from '../../options.ts'
import { FIELD_NAMES, readAssignments } from '../../records/assignments.ts'
import { sayWritten } from '../../records/written.ts'

interface Options extends WritingOptions {
  readonly file?: string
  readonly live?: true
  readonly reclaim?: true
  readonly useAgain?: true
}

/** `usher tenants create <event> name=… timeZone=… locales=… starts=… ends=…` */
export const createCommand = writing('create')
  .description('create an event: a draft until it is launched')
  .argument('<event>', 'its key: its name on the web')
  .argument('[fields...]', 'field=value, like name="My fair"')
  .option('--file <json>', 'a record to begin with, as in demo/<event>/tenant.json')
  .option('--live', 'launch it at once')
  .option('--reclaim', 'its hosts may be those of a deleted event')
  .option('--use-again', 'its key may be that of a deleted event: it gets a new store')
  .addHelpText(
    'after',
    `
Needed: name, timeZone, locales (de,en), starts and ends (2027-03-27). Fields:
  ${FIELD_NAMES.join(', ')}
Parts are set with a dot: theme.accent=#7c2d92. Lists are words with commas, anything else is JSON.`,
  )
  .action(async (key: string, fields: readonly string[], options: Options) => {
    const { file, live, reclaim = false, useAgain = false } = options
    const begun = file === undefined ? {} : readRecord(file)
    const draft = { ...begun, ...readAssignments(fields, begun), key }
    const told = await apiOf(options).ask(createTenant, {
      query: { ...whyOf(options), reclaim, useAgain },
      body: { ...draft, status: live ? 'live' : 'draft' } as never,
    })
    const { status, canonicalHost } = told.tenant
    sayWritten(options, told, `${key} is ${status} on ${canonicalHost}`)
  })

/** What the registry decides, and what only demo data says. */
const NOT_TAKEN: ReadonlySet<string> = new Set(['schema', 'revision', 'storeId', 'status', 'shows'])

function readRecord(file: string): object {
  try {
    const record = JSON.parse(readFileSync(file, 'utf8')) as object
    return Object.fromEntries(Object.entries(record).filter(([name]) => !NOT_TAKEN.has(name)))
  } catch (error) {
    throw new UsageError(`${file} is no record: ${(error as Error).message}`)
  }
}

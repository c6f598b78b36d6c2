import type * as v from 'valibot'
import { changesText } from '../../admin/changes-text.ts'
import { listAudit } from '../../admin/endpoints/registry.ts'
import { InvalidArgumentError } from 'commander'
import { apiOf, type AskingOptions, asking, limit } from '../options.ts'
import { moment, note, sayAll } from '../output/say.ts'
import { table } from '../output/table.ts'
import { type Limit, upTo } from '../records/up-to.ts'

type Entry = v.InferOutput<typeof listAudit.answer>['entries'][number]

interface Options extends AskingOptions {
  readonly actor?: string
  readonly action?: string
  readonly from?: number
  readonly to?: number
  readonly limit: Limit
}

/** Reads a moment, into epoch milliseconds. */
const time = (given: string): number => {
  const at = Date.parse(given)
  if (!Number.isNaN(at)) return at
  throw new InvalidArgumentError('Give a moment like 2027-03-27 or 2027-03-27T09:00Z.')
}

/** `usher audit [event]`: who changed what, when and why. */
export const auditCommand = asking('audit')
  .description('list who changed what, when and why, the newest first')
  .argument('[event]', 'the key of one; else of all')
  .option('--actor <name>', 'by that one alone, as the list has it')
  .option('--action <name>', 'of that kind alone, as the list has it')
  .option('--from <time>', 'since then, 2027-03-27 or 2027-03-27T09:00Z', time)
  .option('--to <time>', 'until then', time)
  .option('--limit <count>', 'how many at most; all', limit, 50)
  .action(async (key: string | undefined, { limit: wanted, ...options }: Options) => {
    const api = apiOf(options)
    const { json, admin: _, ...filters } = options
    const query = { ...filters, ...(key === undefined ? {} : { key }) }
    const { all, more } = await upTo(wanted, 500, async (page) => {
      const { entries, next } = await api.ask(listAudit, { query: { ...query, ...page } })
      return { items: entries, next }
    })
    sayAll(json, all, entryTable)
    if (more) note('There are more: --limit all')
  })

const entryTable = (entries: readonly Entry[]): string =>
  entries.length === 0
    ? 'Nothing.'
    : table([
        ['at', 'by', 'action', 'event', 'changes', 'why'],
        ...entries.map(({ at, actor, action, key, changes, reason }) => [
          moment(at),
          actor,
          action,
          key ?? '',
          changesText(changes),
          reason ?? '',
        ]),
      ])

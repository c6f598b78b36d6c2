import type * as v from 'valibot'
import { status, type tenantRow } from '../../../admin/endpoints/schemas.ts'
import { listTenants } from '../../../admin/endpoints/tenants.ts'
import { apiOf, type AskingOptions, asking, limit, oneOf } from '../../options.ts'
import { counted, number } from '../../output/progress.ts'
import { note, sayAll } from '../../output/say.ts'
import { table } from '../../output/table.ts'
import { type Limit, upTo } from '../../records/up-to.ts'

type Row = v.InferOutput<typeof tenantRow>
type Query = v.InferInput<v.StrictObjectSchema<typeof listTenants.query, undefined>>

interface Options extends AskingOptions, Pick<Query, 'status' | 'from' | 'to' | 'sort'> {
  readonly limit: Limit
}

const { sort } = listTenants.query

/** `usher tenants list [words…]` */
export const listCommand = asking('list')
  .description('list events')
  .argument('[words...]', 'of name, key, place or host; the last letters may be missing')
  .option('--status <status>', 'as the schedule has it now', oneOf(status.options))
  .option('--from <day>', 'that begin on that day or later, 2027-03-27')
  .option('--to <day>', 'that begin on that day or earlier')
  .option('--sort <order>', sort.wrapped.options.join(', '), oneOf(sort.wrapped.options))
  .option('--limit <count>', 'how many at most; all', limit, 50)
  .action(async (words: readonly string[], { limit: wanted, ...options }: Options) => {
    const api = apiOf(options)
    const { json, admin: _, ...filters } = options
    const query = { ...filters, ...(words.length === 0 ? {} : { q: words.join(' ') }) }
    let counts: Partial<Record<Row['statusNow'], number>> = {}
    const { all, more } = await upTo(wanted, 200, async (page) => {
      const answer = await api.ask(listTenants, { query: { ...query, ...page } })
      ;({ counts } = answer)
      return { items: answer.tenants, next: answer.next }
    })
    sayAll(json, all, rowTable)
    if (json !== true) note(summary(all.length, more, counts))
  })

function rowTable(rows: readonly Row[]): string {
  if (rows.length === 0) return 'No event.'
  const head = ['event', 'status', 'starts', 'ends', 'name', 'host', 'revision']
  return table(
    [
      head,
      ...rows.map(({ key, statusNow, starts, ends, name, canonicalHost, revision }) => [
        key,
        statusNow,
        starts,
        ends,
        name,
        canonicalHost,
        String(revision),
      ]),
    ],
    { numbers: ['revision'] },
  )
}

function summary(
  shown: number,
  more: boolean,
  counts: Partial<Record<Row['statusNow'], number>>,
): string {
  const parts = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${number(count)} ${name}`)
  const inAll = parts.length === 0 ? '' : ` (in all ${parts.join(', ')})`
  return `${counted(shown, 'event')}${more ? ', and more: --limit all' : ''}${inAll}`
}

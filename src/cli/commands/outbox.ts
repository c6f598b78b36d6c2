import { styleText } from 'node:util'
import type * as v from 'valibot'
import { settleOutbox, showOutbox } from '../../admin/endpoints/outbox.ts'
import { outboxRows } from '../../admin/outbox-rows.ts'
import { type AdminApi, adminApi } from '../api/admin-api.ts'
import { adminOf, adminTarget } from '../api/target.ts'
import { UsageError } from '../exit-codes.ts'
import { type AskingOptions, asking } from '../options.ts'
import { moment, say } from '../output/say.ts'
import { pairs } from '../output/table.ts'
import { plain } from '../output/plain.ts'

type Told = v.InferOutput<typeof showOutbox.answer>

interface Options extends AskingOptions {
  readonly replay?: string | true
  readonly drop?: string
  readonly dryRun?: true
}

/** `usher outbox <event>`: what waits to be done for an event, and what was given up. */
export const outboxCommand = asking('outbox')
  .description('show mails and hooks of an event that wait or were given up, and try them again')
  .argument('<event>', 'the event’s key, or its host')
  .option('--replay [id]', 'try what was given up again; all of it without an id')
  .option('--drop <id>', 'give one up for good; what waits for it goes on')
  .option('--dry-run', 'say what would be, and change nothing')
  .action(async (named: string, { replay, drop, dryRun, admin, json }: Options) => {
    if (replay !== undefined && drop !== undefined)
      throw new UsageError('Give one of --replay and --drop.')
    const { api, event } = askedAbout(named, admin)
    const params = { event }
    const body = drop === undefined ? replayOf(replay) : { drop }
    if (body !== null && dryRun !== true) {
      const done = await api.ask(settleOutbox, { params, body })
      return say(json, done, () => words(done))
    }
    const told = await api.ask(showOutbox, { params })
    say(json, told, () => (body === null ? describe(told) : wouldBe(body, told)))
  })

/** A bare key is one of the platform that was named, else of the one that runs here. */
function askedAbout(
  named: string,
  admin: string | undefined,
): { readonly api: AdminApi; readonly event: string } {
  const about = URL.parse(`http://${named}`)
  if (about === null) throw new UsageError(`"${named}" is no event. Give its key, or its host.`)
  const { hostname: event } = about
  const target = event.includes('.') ? adminOf(admin, about) : adminTarget(admin)
  return { api: adminApi(target), event }
}

const replayOf = (replay: string | true | undefined): { readonly replay: string } | null =>
  replay === undefined ? null : { replay: replay === true ? 'all' : replay }

const words = (done: object): string =>
  Object.entries(done)
    .map(([what, count]) => `${String(count)} ${what}`)
    .join(', ')

function wouldBe(
  { replay, drop }: { readonly replay?: string; readonly drop?: string },
  { parked, parkedInAll }: Told,
): string {
  if (replay === 'all') return `Would be: ${parkedInAll} replayed`
  const isThere = parked.some(({ id }) => id === (replay ?? drop))
  return `Would be: ${isThere ? 1 : 0} ${drop === undefined ? 'replayed' : 'dropped'}`
}

function describe(told: Told): string {
  const parked = told.parked.map(
    ({ id, error, parked: at, tries, waiting }) =>
      `\n${styleText('bold', id)}  ${plain(error)}\n  ${tries} tries, given up ${moment(at)}, ${waiting} more wait for it`,
  )
  return [pairs(outboxRows(told, Date.now())), ...parked].join('\n')
}

import { styleText } from 'node:util'
import { Command } from 'commander'
import { outboxRows } from '../../admin/outbox-rows.ts'
import type { OutboxTold } from '../../admin/event-work.ts'
import { type AdminTarget, adminTarget, askAdmin } from '../admin-client.ts'
import { servingPort } from '../local-data.ts'
import { UsageError } from '../usage-error.ts'

interface Options {
  readonly replay?: string | true
  readonly drop?: string
  readonly admin?: string
  readonly json?: true
}

/** `usher outbox <event>`: what waits to be done for an event, and what was given up. */
export const outboxCommand = new Command('outbox')
  .description('show mails and hooks of an event that wait or were given up, and try them again')
  .argument('<event>', 'the event’s key, or its host')
  .option('--replay [id]', 'try what was given up again; all of it without an id')
  .option('--drop <id>', 'give one up for good; what waits for it goes on')
  .option('--admin <origin>', 'the admin host to ask (USHER_ADMIN)')
  .option('--json', 'the whole answer, for programs')
  .action(async (event: string, { replay, drop, admin, json }: Options) => {
    if (replay !== undefined && drop !== undefined)
      throw new UsageError('Give one of --replay and --drop.')
    const { target, host } = targetOf(event, admin)
    const path = `/api/v1/tenants/${encodeURIComponent(host)}/outbox`
    const act = drop === undefined ? replayOf(replay) : { drop }
    if (act !== null) {
      const done = await askAdmin<object>(target, path, act)
      return console.log(json ? JSON.stringify(done) : words(done))
    }
    const told = await askAdmin<OutboxTold>(target, path)
    console.log(json ? JSON.stringify(told, null, 2) : describe(told))
  })

/** A bare key is one of the platform that was named, else of the one that runs here. */
function targetOf(event: string, admin: string | undefined): { target: AdminTarget; host: string } {
  const about = URL.parse(`http://${event}`)
  if (about === null) throw new UsageError(`"${event}" is no event. Give its key, or its host.`)
  const { hostname, host } = about
  if (hostname.includes('.')) {
    return { target: adminTarget(admin, new URL(`http://${host}`)), host: hostname }
  }
  const given = admin ?? process.env['USHER_ADMIN']
  const here = new URL(`http://${hostname}.localhost:${servingPort() ?? '8787'}`)
  return { target: adminTarget(given, here), host: hostname }
}

const replayOf = (replay: string | true | undefined): { readonly replay: string } | null =>
  replay === undefined ? null : { replay: replay === true ? 'all' : replay }

const words = (done: object): string =>
  Object.entries(done)
    .map(([what, count]) => `${String(count)} ${what}`)
    .join(', ')

function describe(told: OutboxTold): string {
  const rows = outboxRows(told, Date.now()).map(([label, text]) => `${label.padEnd(8)}  ${text}`)
  const parked = told.parked.map(
    ({ id, error, parked: at, tries, waiting }) =>
      `\n${styleText('bold', id)}  ${error}\n  ${tries} tries, given up ${new Date(at).toISOString()}, ${waiting} more wait for it`,
  )
  return [...rows, ...parked].join('\n')
}

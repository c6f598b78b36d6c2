import type { Command } from 'commander'
import { setStatus } from '../../../admin/endpoints/life.ts'
import { changeTenant } from '../../../admin/endpoints/tenants.ts'
import { apiOf, changing, type ChangingOptions, whyOf } from '../../options.ts'
import { confirm } from '../../output/confirm.ts'
import { entryOf } from '../../records/entry.ts'
import { sayWritten } from '../../records/written.ts'

interface Options extends ChangingOptions {
  readonly at?: string
  readonly yes?: true
}

type Status = 'live' | 'frozen' | 'archived'

/** A step in an event's life, now or by its schedule. */
const step = (name: string, about: string): Command =>
  changing(name)
    .description(about)
    .option('--at <time>', 'by schedule, at that local time of the event: 2027-03-27T09:00')

async function go(to: Status, key: string, options: Options): Promise<void> {
  const api = apiOf(options)
  const { tenant } = await entryOf(api, key)
  const { at, revision: basis = tenant.revision } = options
  const asked = { params: { key }, query: whyOf(options), revision: basis }
  if (at === undefined) {
    const told = await api.ask(setStatus, { ...asked, body: { to } })
    return sayWritten(options, told, `${key} is ${told.tenant.status}`, tenant)
  }
  const schedule = [...tenant.schedule, { at, to }].toSorted((a, b) => a.at.localeCompare(b.at))
  const told = await api.ask(changeTenant, { ...asked, body: { schedule } as never })
  sayWritten(options, told, `${key} will be ${to} at ${at}, ${tenant.timeZone}`, tenant)
}

/** `usher tenants launch <event>` */
export const launchCommand = step('launch', 'let visitors in').action(
  (key: string, options: Options) => go('live', key, options),
)

/** `usher tenants freeze <event>` */
export const freezeCommand = step(
  'freeze',
  'for show days: what is served stays as it is released',
).action((key: string, options: Options) => go('frozen', key, options))

/** `usher tenants archive <event>` */
export const archiveCommand = step('archive', 'from now on it can only be read')
  .option('--yes', 'do not ask')
  .action(async (key: string, options: Options) => {
    const { dryRun, at, yes } = options
    if (dryRun !== true && at === undefined) {
      await confirm({ what: `From now on ${key} can only be read.`, word: key, yes })
    }
    await go('archived', key, options)
  })

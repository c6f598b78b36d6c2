import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Argument } from 'commander'
import { moveLane } from '../../admin/endpoints/release-choice.ts'
import { getRelease } from '../../admin/endpoints/releases.ts'
import { checkEvent } from '../../build/check-events.ts'
import { describeProblems, type Problem } from '../../build/problem.ts'
import type { Tenant } from '../../contract.ts'
import type { AdminApi } from '../api/admin-api.ts'
import { apiOf, changing, type ChangingOptions, whyOf } from '../options.ts'
import { confirm } from '../output/confirm.ts'
import { note } from '../output/say.ts'
import { entryOf } from '../records/entry.ts'
import { sayWritten } from '../records/written.ts'
import { findRelease } from '../releases/find-release.ts'

interface Options extends ChangingOptions {
  readonly release?: string
  readonly yes?: true
}

/** `usher lane <event> shared|isolated` */
export const laneCommand = changing('lane')
  .description('move an event to an isolate of its own, or back beside the others')
  .addArgument(new Argument('<lane>', 'where it runs').choices(['shared', 'isolated']))
  .option('--release <release>', 'the one to put in force with it; isolated only')
  .option('--yes', 'do not ask')
  .action(async (key: string, lane: 'shared' | 'isolated', options: Options) => {
    const api = apiOf(options)
    const { tenant, statusNow } = await entryOf(api, key)
    if (lane === 'shared') {
      const problems = await problemsOf(api, tenant)
      await warn(key, problems, { ...options, frozen: statusNow === 'frozen' })
    }
    const named = options.release
    const release = named === undefined ? {} : { release: await findRelease(api, key, named) }
    const told = await api.ask(moveLane, {
      params: { key },
      query: whyOf(options),
      body: { lane, ...release },
      revision: options.revision ?? tenant.revision,
    })
    const where = lane === 'shared' ? 'beside other events' : 'in an isolate of its own'
    sayWritten(options, told, `${key} runs ${where}`, tenant)
  })

/** What the event does that it may not do beside others: its source here, or its release as it was built. */
async function problemsOf(
  api: AdminApi,
  { key, release }: Pick<Tenant, 'key' | 'release'>,
): Promise<readonly Problem[]> {
  const folder = join('events', key)
  if (existsSync(folder)) return checkEvent(folder)
  if (release === undefined) return []
  const known = await api.ask(getRelease, { params: { key, id: release.id } })
  return (known.release.notShared ?? []).map(({ file, line, repair }) => ({
    file,
    repair,
    ...(line === null ? {} : { line }),
  }))
}

async function warn(
  key: string,
  problems: readonly Problem[],
  { dryRun, yes, frozen }: Options & { readonly frozen: boolean },
): Promise<void> {
  if (problems.length === 0) {
    note(
      frozen
        ? `${key} is frozen: it stays on its release until its show days are over.`
        : `${key} runs the code that was deployed last, not its release.`,
    )
    return
  }
  note(`Beside other events this is not allowed:\n${describeProblems(problems)}`)
  if (dryRun === true) return
  const what = `A build refuses ${key} until this is mended; what was deployed last serves it meanwhile.`
  await confirm({ what, word: key, yes })
}

import { resolve } from 'node:path'
import { join } from 'node:path'
import { promoteRelease } from '../../admin/endpoints/release-choice.ts'
import { size } from '../../build/budgets.ts'
import { describeProblems } from '../../build/problem.ts'
import { buildReleases, type BuiltRelease } from '../../build/release/build-release.ts'
import { writeRelease } from '../../build/release/write-release.ts'
import type { AdminApi } from '../api/admin-api.ts'
import { Failure } from '../exit-codes.ts'
import { apiOf, whyOf, writing, type WritingOptions } from '../options.ts'
import { counted, Progress } from '../output/progress.ts'
import { note, sayAll } from '../output/say.ts'
import { entryOf } from '../records/entry.ts'
import { shortId } from '../../release-id.ts'
import { sendRelease, type SentRelease } from '../releases/send-release.ts'

interface Options extends WritingOptions {
  readonly note?: string
  readonly promote?: true
  readonly out?: string
}

/** `usher release <event…>`: events, as their source is now, for isolates of their own. */
export const releaseCommand = writing('release')
  .description('build events with the platform as it is now, and send them to it')
  .argument('<event...>', 'their keys')
  .option('--note <text>', 'what is new about it, for whoever lists releases')
  .option('--promote', 'put it in force at once')
  .option('--out <folder>', 'write it there, and send nothing')
  .addHelpText(
    'after',
    `
The same source is the same release, wherever it is built. A release serves an event once it is in
force (usher releases promote), and the event is isolated (usher lane) or frozen. An event without
code of its own gets a release of the base alone.`,
  )
  .action(async (keys: readonly string[], options: Options) => {
    const api = options.out === undefined ? apiOf(options) : null
    for (const key of api === null ? [] : keys) await entryOf(api as AdminApi, key)
    const releases = await build(keys)
    if (api === null) return write(releases, options)
    const sent: SentRelease[] = []
    for (const release of releases) sent.push(await send(api, release, options))
    sayAll(options.json, sent, (all) => all.map((one) => words(one, options)).join('\n'))
  })

async function build(keys: readonly string[]): Promise<readonly BuiltRelease[]> {
  const progress = new Progress('Building')
  const releases = await buildReleases(resolve('.'), keys, (step) => progress.say(step)).finally(
    () => progress.end(),
  )
  const notes = releases.flatMap((release) => release.notes)
  if (notes.length > 0) {
    note(`Fine in an isolate of its own, and nowhere else:\n${describeProblems(notes)}`)
  }
  const problems = releases.flatMap((release) => release.problems)
  if (problems.length === 0) return releases
  throw new Failure(`Refused:\n${describeProblems(problems)}\nNothing was sent.`)
}

function write(releases: readonly BuiltRelease[], { out = '', json }: Options): void {
  for (const release of releases) {
    writeRelease(releases.length === 1 ? out : join(out, release.manifest.event), release)
  }
  sayAll(json, releases.map(writtenOf), (all) =>
    all
      .map(({ event, id, modules, bytes }) => {
        const what = `${counted(modules, 'module')}, ${size(bytes)} with source maps`
        return `${event} ${shortId(id)}: ${what}`
      })
      .join('\n'),
  )
}

const writtenOf = ({ id, manifest, texts }: BuiltRelease) => ({
  event: manifest.event,
  id,
  modules: Object.keys(manifest.modules).length,
  bytes: [...texts.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0),
})

async function send(
  api: AdminApi,
  release: BuiltRelease,
  options: Options,
): Promise<SentRelease & { readonly promoted?: true }> {
  const query = whyOf(options)
  const sent = await sendRelease(api, release, {
    query,
    note: options.note,
    notShared: release.notes,
  })
  if (options.promote !== true || options.dryRun === true) return sent
  const { event: key, id } = sent
  const { tenant } = await entryOf(api, key)
  await api.ask(promoteRelease, { params: { key, id }, query, revision: tenant.revision })
  return { ...sent, promoted: true }
}

function words(sent: SentRelease & { readonly promoted?: true }, { dryRun }: Options): string {
  const { event, id, sent: count, bytes, promoted } = sent
  const news =
    count === 0 ? 'nothing new to send' : `${counted(count, 'new module')}, ${size(bytes)}`
  if (dryRun) return `Would be: ${event} has release ${shortId(id)}, ${news}`
  const force = promoted ? ', in force now' : ''
  return `${event} has release ${shortId(id)}${force}: ${news}`
}

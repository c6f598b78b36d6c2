import { pruneReleases } from '../../../admin/endpoints/prune-releases.ts'
import { size } from '../../../build/budgets.ts'
import type { AdminApi } from '../../api/admin-api.ts'
import { apiOf, wholeNumber, whyOf, writing, type WritingOptions } from '../../options.ts'
import { counted, number, Progress } from '../../output/progress.ts'
import { say } from '../../output/say.ts'
import { shortId } from '../../../release-id.ts'

interface Options extends WritingOptions {
  readonly keep: number
}

interface Pruned {
  readonly releases: { readonly key: string; readonly id: string }[]
  objects: number
  bytes: number
}

/** `usher releases prune [<event>]` */
export const pruneCommand = writing('prune')
  .description('throw old releases away, and modules that none has any more')
  .argument('[event]', 'its key; all events when left out')
  .option('--keep <count>', 'how many unused ones stay with each event', wholeNumber(0, 1000), 10)
  .addHelpText(
    'after',
    `
What is in force, stands by for it, or may be looked at by a link stays, whatever --keep says. With
--dry-run modules are counted that no release has now; those of the releases that would go come on top.`,
  )
  .action(async (key: string | undefined, options: Options) => {
    const pruned = await prune(apiOf(options), key, options)
    say(options.json, pruned, () => {
      const { releases, objects, bytes } = pruned
      const what = `${counted(releases.length, 'release')}, ${counted(objects, 'object')}, ${size(bytes)}`
      const named = releases.map(({ key: of, id }) => `\n${of} ${shortId(id)}`).join('')
      return `${options.dryRun === true ? 'Would go' : 'Gone'}: ${what}${named}`
    })
  })

async function prune(api: AdminApi, key: string | undefined, options: Options): Promise<Pruned> {
  const gone: Pruned = { releases: [], objects: 0, bytes: 0 }
  const progress = new Progress('Looking')
  const own = { keep: options.keep, ...(key === undefined ? {} : { key }) }
  try {
    for (let cursor: string | null | undefined; cursor !== null;) {
      const query = { ...whyOf(options), ...own, ...(cursor === undefined ? {} : { cursor }) }
      const page = await api.ask(pruneReleases, { query })
      // Tried only, each page tells of the same ones.
      if (options.dryRun !== true || cursor === undefined) gone.releases.push(...page.releases)
      gone.objects += page.objects
      gone.bytes += page.bytes
      cursor = page.next
      progress.say(`Looking, ${number(gone.objects)} gone so far`)
    }
    return gone
  } finally {
    progress.end()
  }
}

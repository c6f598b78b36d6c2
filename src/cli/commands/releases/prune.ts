import type * as v from 'valibot'
import { KEPT_RELEASES, pruneReleases } from '../../../admin/endpoints/prune-releases.ts'
import { size } from '../../../build/budgets.ts'
import type { AdminApi } from '../../api/admin-api.ts'
import { apiOf, wholeNumber, whyOf, writing, type WritingOptions } from '../../options.ts'
import { counted, number, Progress } from '../../output/progress.ts'
import { say } from '../../output/say.ts'
import { shortId } from '../../../release-id.ts'

interface Options extends WritingOptions {
  readonly keep: number
}

type Page = v.InferOutput<typeof pruneReleases.answer>

interface Pruned {
  readonly releases: { readonly key: string; readonly id: string }[]
  /** Of one event: what stays, and why. */
  kept: Page['kept']
  objects: number
  bytes: number
}

/** `usher releases prune [<event>]` */
export const pruneCommand = writing('prune')
  .description('throw old releases away, and modules that none has any more')
  .argument('[event]', 'its key; all events when left out')
  .option(
    '--keep <count>',
    'how many unused ones stay with each event',
    wholeNumber(0, 1000),
    KEPT_RELEASES,
  )
  .addHelpText(
    'after',
    `
What is in force, stands by for it, or may be looked at by a link stays, whatever --keep says. With
--dry-run nothing goes; counted is what the releases that would go need alone, too.`,
  )
  .action(async (key: string | undefined, options: Options) => {
    const pruned = await prune(apiOf(options), key, options)
    say(options.json, pruned, () => {
      const { releases, kept, objects, bytes } = pruned
      const what = `${counted(releases.length, 'release')}, ${counted(objects, 'object')}, ${size(bytes)}`
      const named = releases.map(({ key: of, id }) => `\n${of} ${shortId(id)}`).join('')
      const left = kept.map(({ id, why }) => `\n${key ?? ''} ${shortId(id)} stays: ${WHY[why]}`)
      return `${options.dryRun === true ? 'Would go' : 'Gone'}: ${what}${named}${left.join('')}`
    })
  })

const WHY = {
  'in-force': 'in force',
  previous: 'stands by',
  held: 'links to look at it open',
  newest: 'one of the newest',
} as const

async function prune(api: AdminApi, key: string | undefined, options: Options): Promise<Pruned> {
  const gone: Pruned = { releases: [], kept: [], objects: 0, bytes: 0 }
  const progress = new Progress('Looking')
  const own = { keep: options.keep, ...(key === undefined ? {} : { key }) }
  try {
    for (let cursor: string | null | undefined; cursor !== null;) {
      const query = { ...whyOf(options), ...own, ...(cursor === undefined ? {} : { cursor }) }
      const page = await api.ask(pruneReleases, { query })
      // Tried only, each page tells of the same ones.
      if (options.dryRun !== true || cursor === undefined) gone.releases.push(...page.releases)
      gone.kept = page.kept
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

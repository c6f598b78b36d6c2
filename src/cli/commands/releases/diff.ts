import { diffReleasesOf } from '../../../admin/endpoints/releases.ts'
import { UsageError } from '../../exit-codes.ts'
import { apiOf, type AskingOptions, asking } from '../../options.ts'
import { say } from '../../output/say.ts'
import { entryOf } from '../../records/entry.ts'
import { findRelease } from '../../releases/find-release.ts'
import { diffText } from '../../releases/release-words.ts'

/** `usher releases diff <event> <release> [<since>]` */
export const diffCommand = asking('diff')
  .description('say what is different about a release: code, overrides, texts, versions')
  .argument('<event>', 'its key')
  .argument('<release>', 'its id, or how it begins')
  .argument('[since]', 'the release to compare it with; the one in force when left out')
  .action(
    async (key: string, release: string, since: string | undefined, options: AskingOptions) => {
      const api = apiOf(options)
      const { tenant } = await entryOf(api, key)
      const base = since ?? tenant.release?.id
      if (base === undefined)
        throw new UsageError(`${key} has none in force. Compare it with which?`)
      const [id, from] = [await findRelease(api, key, release), await findRelease(api, key, base)]
      const diff = await api.ask(diffReleasesOf, { params: { key, id }, query: { since: from } })
      say(options.json, diff, () => diffText(diff))
    },
  )

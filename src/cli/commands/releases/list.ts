import { apiOf, type AskingOptions, asking } from '../../options.ts'
import { sayAll } from '../../output/say.ts'
import { entryOf } from '../../records/entry.ts'
import { releasesOf } from '../../releases/find-release.ts'
import { releaseTable } from '../../releases/release-words.ts'

/** `usher releases list <event>` */
export const listCommand = asking('list')
  .description('list an event’s releases, the newest first')
  .argument('<event>', 'its key')
  .action(async (key: string, options: AskingOptions) => {
    const api = apiOf(options)
    await entryOf(api, key)
    const releases = await releasesOf(api, key)
    sayAll(options.json, releases, (all) =>
      all.length === 0
        ? `${key} has no release. Build one: usher release ${key}`
        : releaseTable(all),
    )
  })

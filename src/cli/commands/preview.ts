import { createPreview } from '../../admin/endpoints/previews.ts'
import { MOST_PREVIEW, PREVIEW_HOURS } from '../../admin/preview-hours.ts'
import { apiOf, type AskingOptions, asking, wholeNumber } from '../options.ts'
import { moment, note, say } from '../output/say.ts'
import { entryOf } from '../records/entry.ts'
import { findRelease } from '../releases/find-release.ts'

interface Options extends AskingOptions {
  readonly hours: number
  readonly release?: string
}

/** `usher preview <event>`: a link that opens an event before it is live, or shows a release of it. */
export const previewCommand = asking('preview')
  .description('print a link that opens an event before it is live, or shows a release of it')
  .argument('<event>', 'its key')
  .option(
    '--hours <hours>',
    `how long the link opens, at most ${PREVIEW_HOURS.most} (${MOST_PREVIEW}): it cannot be taken back`,
    wholeNumber(1, PREVIEW_HOURS.most),
    PREVIEW_HOURS.usual,
  )
  .option(
    '--release <id>',
    'a release to look at, by how its id begins; nothing can be changed there',
  )
  .action(async (key: string, { hours, release, ...options }: Options) => {
    const api = apiOf(options)
    await entryOf(api, key)
    const looked = release === undefined ? {} : { release: await findRelease(api, key, release) }
    const told = await api.ask(createPreview, { params: { key }, body: { hours, ...looked } })
    say(options.json, told, () => told.link)
    if (options.json === true) return
    const what = release === undefined ? `opens ${key}` : `shows that release of ${key}`
    note(`It ${what} until ${moment(told.expires)}.`)
  })

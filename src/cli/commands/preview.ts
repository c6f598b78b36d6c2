import { createPreview } from '../../admin/endpoints/previews.ts'
import { apiOf, type AskingOptions, asking, wholeNumber } from '../options.ts'
import { moment, note, say } from '../output/say.ts'
import { entryOf } from '../records/entry.ts'

interface Options extends AskingOptions {
  readonly hours: number
}

/** `usher preview <event>`: a link that opens an event before it is live. */
export const previewCommand = asking('preview')
  .description('print a link that opens an event before it is live')
  .argument('<event>', 'its key')
  .option('--hours <hours>', 'how long the link opens, at most 31 days', wholeNumber(1, 744), 48)
  .action(async (key: string, { hours, ...options }: Options) => {
    const api = apiOf(options)
    await entryOf(api, key)
    const told = await api.ask(createPreview, { params: { key }, body: { hours } })
    say(options.json, told, () => told.link)
    if (options.json !== true) note(`It opens ${key} until ${moment(told.expires)}.`)
  })

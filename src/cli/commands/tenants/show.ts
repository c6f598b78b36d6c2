import { apiOf, type AskingOptions, asking, revision } from '../../options.ts'
import { getRevision } from '../../../admin/endpoints/revisions.ts'
import { say } from '../../output/say.ts'
import { pairs } from '../../output/table.ts'
import { entryRows, recordRows } from '../../records/entry-rows.ts'
import { entryOf } from '../../records/entry.ts'

interface Options extends AskingOptions {
  readonly revision?: number
}

/** `usher tenants show <event>` */
export const showCommand = asking('show')
  .description('show an event’s record, and what is true of it now')
  .argument('<event>', 'its key')
  .option('--revision <number>', 'the record as it was then', revision)
  .action(async (key: string, { revision: number, ...options }: Options) => {
    const api = apiOf(options)
    if (number === undefined) {
      const entry = await entryOf(api, key)
      return say(options.json, entry, () => pairs(entryRows(entry)))
    }
    const record = await api.ask(getRevision, { params: { key, revision: String(number) } })
    say(options.json, record, () => pairs(recordRows(record)))
  })

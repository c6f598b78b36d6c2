import { listSecrets } from '../../../admin/endpoints/secrets.ts'
import { apiOf, type AskingOptions, asking } from '../../options.ts'
import { moment, sayAll } from '../../output/say.ts'
import { table } from '../../output/table.ts'
import { entryOf } from '../../records/entry.ts'

/** `usher secrets list <event>` */
export const listCommand = asking('list')
  .description('list the names of an event’s secrets, never what they are')
  .argument('<event>', 'its key')
  .action(async (key: string, options: AskingOptions) => {
    const api = apiOf(options)
    await entryOf(api, key)
    const { secrets } = await api.ask(listSecrets, { params: { key } })
    sayAll(options.json, secrets, (all) =>
      all.length === 0
        ? 'No secret.'
        : table([
            ['name', 'set', 'by', 'master key'],
            ...all.map(({ name, set, setBy, sealKey }) => [name, moment(set), setBy, sealKey]),
          ]),
    )
  })

import { listRevisions } from '../../../admin/endpoints/revisions.ts'
import { apiOf, type AskingOptions, asking, limit } from '../../options.ts'
import { moment, note, sayAll } from '../../output/say.ts'
import { table } from '../../output/table.ts'
import { entryOf } from '../../records/entry.ts'
import { type Limit, upTo } from '../../records/up-to.ts'

interface Options extends AskingOptions {
  readonly limit: Limit
}

/** `usher tenants revisions <event>` */
export const revisionsCommand = asking('revisions')
  .description('list what an event’s record has been, the newest first')
  .argument('<event>', 'its key')
  .option('--limit <count>', 'how many at most; all', limit, 50)
  .action(async (key: string, { limit: wanted, ...options }: Options) => {
    const api = apiOf(options)
    await entryOf(api, key)
    const { all, more } = await upTo(wanted, 200, async (query) => {
      const { revisions, next } = await api.ask(listRevisions, { params: { key }, query })
      return { items: revisions, next }
    })
    sayAll(options.json, all, (revisions) =>
      table(
        [
          ['revision', 'at', 'by', 'action', 'why'],
          ...revisions.map(({ revision, at, actor, action, reason }) => [
            String(revision),
            moment(at),
            actor,
            action,
            reason ?? '',
          ]),
        ],
        { numbers: ['revision'] },
      ),
    )
    if (more) note('There are more: --limit all')
  })

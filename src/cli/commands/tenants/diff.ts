import { diffRevisions } from '../../../admin/endpoints/revisions.ts'
import { apiOf, type AskingOptions, asking, revision } from '../../options.ts'
import { say } from '../../output/say.ts'
import { basisOf } from '../../records/entry.ts'
import { changeTable } from '../../records/written.ts'

interface Options extends AskingOptions {
  readonly since?: number
}

/** `usher tenants diff <event> [revision] [--since revision]` */
export const diffCommand = asking('diff')
  .description('show what a revision changed')
  .argument('<event>', 'its key')
  .argument('[revision]', 'the current one when left out', revision)
  .option('--since <revision>', 'compare with that one; else the one before', revision)
  .action(async (key: string, given: number | undefined, { since, ...options }: Options) => {
    const api = apiOf(options)
    const number = await basisOf(api, key, given)
    const told = await api.ask(diffRevisions, {
      params: { key, revision: String(number) },
      query: since === undefined ? {} : { since },
    })
    say(options.json, told, () =>
      told.changes.length === 0 ? 'Nothing differs.' : changeTable(told.changes),
    )
  })

import { showPublishing } from '../../../admin/endpoints/registry.ts'
import { apiOf, type AskingOptions, asking } from '../../options.ts'
import { moment, note, sayAll } from '../../output/say.ts'
import { table } from '../../output/table.ts'

/** `usher registry publishing` */
export const publishingCommand = asking('publishing')
  .description('list what was decided and is not yet where requests read it, the longest first')
  .action(async (options: AskingOptions) => {
    const { waiting, waitingInAll } = await apiOf(options).ask(showPublishing, {})
    sayAll(options.json, waiting, (all) =>
      all.length === 0
        ? 'Nothing lags.'
        : table([
            ['target', 'since', 'tries', 'why'],
            ...all.map(({ target, since, tries, error }) => [
              target,
              moment(since),
              String(tries),
              error ?? '',
            ]),
          ]),
    )
    if (waitingInAll > waiting.length) note(`${waitingInAll} in all.`)
  })

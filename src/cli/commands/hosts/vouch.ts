import { vouchForHost } from '../../../admin/endpoints/hosts.ts'
import { UsageError } from '../../exit-codes.ts'
import { domainText } from '../../hosts/domain-text.ts'
import { apiOf, whyOf, writing, type WritingOptions } from '../../options.ts'
import { say } from '../../output/say.ts'

/** `usher hosts vouch <event> <host> --reason …` */
export const vouchCommand = writing('vouch')
  .description('as an owner, have a host served without proof; wants a reason')
  .argument('<event>', 'its key')
  .argument('<host>', 'fair.example.org')
  .action(async (key: string, host: string, options: WritingOptions) => {
    if (options.reason === undefined) throw new UsageError('Say why: --reason "…".')
    const query = whyOf(options)
    const told = await apiOf(options).ask(vouchForHost, { params: { key, host }, query })
    say(options.json, told, () => domainText(told.domain))
  })

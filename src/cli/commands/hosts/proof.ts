import { checkHost } from '../../../admin/endpoints/hosts.ts'
import { apiOf, type AskingOptions, asking } from '../../options.ts'
import { Failure } from '../../exit-codes.ts'
import { patiently } from '../../output/progress.ts'
import { say } from '../../output/say.ts'
import { domainText } from '../../hosts/domain-text.ts'

/** `usher hosts proof <event> <host>` */
export const proofCommand = asking('proof')
  .description('have the platform look into DNS for the proof of a host, and say what is missing')
  .argument('<event>', 'its key')
  .argument('<host>', 'fair.example.org')
  .addHelpText('after', '\nExit code 1 when the host is not proven.')
  .action(async (key: string, host: string, options: AskingOptions) => {
    const asked = apiOf(options).ask(checkHost, { params: { key, host } })
    const told = await patiently('Looking', asked)
    say(options.json, told, () => domainText(told.domain))
    const { state } = told.domain
    if (state === 'pending' || state === 'lost') throw new Failure(`${host} is not proven.`)
  })

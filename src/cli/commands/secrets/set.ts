import { setSecret } from '../../../admin/endpoints/secrets.ts'
import { apiOf, type AskingOptions, asking } from '../../options.ts'
import { say } from '../../output/say.ts'
import { readSecret } from '../../output/read-secret.ts'
import { entryOf } from '../../records/entry.ts'

interface Options extends AskingOptions {
  readonly dryRun?: true
}

/** `usher secrets set <event> <name>`: what it is comes by stdin, or is asked for. */
export const setCommand = asking('set')
  .description('set a secret, or replace it; what it is comes by stdin, or is asked for')
  .argument('<event>', 'its key')
  .argument('<name>', 'as its code asks for it')
  .option('--dry-run', 'say what would be, and change nothing')
  .addHelpText(
    'after',
    `
Never as a word of the command: others see that. From a file: usher secrets set … < file (an end of
line at its end is no part of it).`,
  )
  .action(async (key: string, name: string, { dryRun, ...options }: Options) => {
    const api = apiOf(options)
    await entryOf(api, key)
    const value = await readSecret(`${name} of ${key}`)
    if (dryRun === true) {
      return say(options.json, { name }, () => `Would be: ${name} of ${key} is set`)
    }
    const kept = await api.ask(setSecret, { params: { key, name }, body: { value } })
    say(options.json, kept, () => `${name} of ${key} is set`)
  })

import { listSecrets, removeSecret } from '../../../admin/endpoints/secrets.ts'
import { EXIT, Failure } from '../../exit-codes.ts'
import { nearest } from '../../../nearest.ts'
import { apiOf, type AskingOptions, asking } from '../../options.ts'
import { confirm } from '../../output/confirm.ts'
import { say } from '../../output/say.ts'
import { entryOf } from '../../records/entry.ts'

interface Options extends AskingOptions {
  readonly dryRun?: true
  readonly yes?: true
}

/** `usher secrets remove <event> <name>` */
export const removeCommand = asking('remove')
  .description('remove a secret: the event’s code is told that there is none')
  .argument('<event>', 'its key')
  .argument('<name>', 'as usher secrets list has it')
  .option('--dry-run', 'say what would be, and change nothing')
  .option('--yes', 'do not ask')
  .action(async (key: string, name: string, { dryRun, yes, ...options }: Options) => {
    const api = apiOf(options)
    await entryOf(api, key)
    const { secrets } = await api.ask(listSecrets, { params: { key } })
    const names = secrets.map((one) => one.name)
    if (!names.includes(name)) throw unknown(key, name, names)
    const gone = `${name} of ${key} is gone`
    if (dryRun === true) return say(options.json, { name }, () => `Would be: ${gone}`)
    await confirm({ what: `${key} has no ${name} then.`, word: name, yes })
    await api.ask(removeSecret, { params: { key, name } })
    say(options.json, { name }, () => gone)
  })

function unknown(key: string, name: string, names: readonly string[]): Failure {
  const near = nearest(name, names)
  const guess = near === null ? '' : ` Did you mean "${near}"?`
  return new Failure(`There is no secret "${name}" of ${key}.${guess}`, EXIT.notFound)
}

import { resealSecrets } from '../../../admin/endpoints/secrets.ts'
import { Failure } from '../../exit-codes.ts'
import { apiOf, type AskingOptions, asking } from '../../options.ts'
import { number, Progress } from '../../output/progress.ts'
import { say } from '../../output/say.ts'
import { table } from '../../output/table.ts'

/** `usher secrets reseal`: after another master key was put first. */
export const resealCommand = asking('reseal')
  .description('seal the secrets of all events with the newest master key; then the old one can go')
  .action(async (options: AskingOptions) => {
    const api = apiOf(options)
    const progress = new Progress('Sealing')
    let count = 0
    try {
      for (;;) {
        const { resealed, left, broken } = await api.ask(resealSecrets, {})
        count += resealed
        progress.say(`Sealing, ${number(count)} so far`)
        // What does not open stays among those that are left.
        if (resealed > 0 && left > broken.length) continue
        say(options.json, { resealed: count, left, broken }, () => words(count, broken))
        if (left === 0) return
        throw new Failure(`${number(left)} are left: the old master key has to stay.`)
      }
    } finally {
      progress.end()
    }
  })

function words(
  count: number,
  broken: readonly { readonly key: string; readonly name: string }[],
): string {
  const done = `${number(count)} sealed anew`
  if (broken.length === 0) return done
  const rows = broken.map(({ key, name }) => [key, name])
  return `${table([['event', 'does not open: set it anew'], ...rows])}\n${done}`
}

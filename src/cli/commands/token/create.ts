import { ROLES, type Role } from '../../../admin/access/actor.ts'
import { createToken } from '../../../admin/endpoints/tokens.ts'
import { apiOf, type AskingOptions, asking, oneOf, wholeNumber } from '../../options.ts'
import { moment, note, say } from '../../output/say.ts'

interface Options extends AskingOptions {
  readonly role: Role
  readonly events?: string
  readonly days: number | 'never'
  readonly dryRun?: true
}

const DAY = 24 * 60 * 60 * 1000

/** `usher token create <label>`: prints the token, which is shown nowhere else. */
export const createCommand = asking('create')
  .description('make a token, and print it: it is shown this once')
  .argument('<label>', 'whose it is, or what for')
  .option('--role <role>', `what it may: ${ROLES.join(', ')}`, oneOf(ROLES), 'viewer')
  .option('--events <keys>', 'for these events alone, with commas; else for all')
  .option('--days <count>', 'how long it opens; never ends with "never"', days, 90)
  .option('--dry-run', 'say what would be, and change nothing')
  .action(async (label: string, { role, events, days: count, dryRun, ...options }: Options) => {
    const keys = events?.split(',').filter(Boolean) ?? null
    const expires = count === 'never' ? null : Date.now() + count * DAY
    const about = `${label}: ${role} of ${keys === null ? 'all events' : keys.join(', ')}, ${
      expires === null ? 'without an end' : `until ${moment(expires)}`
    }`
    if (dryRun === true) {
      const draft = { label, role, events: keys, expires }
      return say(options.json, draft, () => `Would be: ${about}`)
    }
    const body = { label, role, events: keys, expires }
    const made = await apiOf(options).ask(createToken, { body })
    // Alone on its line, for USHER_TOKEN=$(usher token create …).
    say(options.json, made, () => made.token)
    if (options.json !== true) note(`${about}. Keep it: it is shown this once (id ${made.id}).`)
  })

function days(given: string): number | 'never' {
  return given === 'never' ? 'never' : wholeNumber(1, 3650)(given)
}

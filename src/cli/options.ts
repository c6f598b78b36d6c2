import { Command, InvalidArgumentError } from 'commander'
import { type AdminApi, adminApi } from './api/admin-api.ts'
import { adminTarget } from './api/target.ts'
import { nearest } from '../nearest.ts'
import type { Limit } from './records/up-to.ts'

/** What every command takes that asks the admin host. */
export interface AskingOptions {
  readonly admin?: string
  readonly json?: true
}

/** What every command takes that changes something there. */
export interface WritingOptions extends AskingOptions {
  readonly dryRun?: true
  readonly reason?: string
}

const ADMIN = 'the admin host to ask (USHER_ADMIN)'

/** A command that asks the admin host. */
export const asking = (name: string): Command =>
  new Command(name)
    .option('--admin <origin>', ADMIN)
    .option('--json', 'for programs: JSON, of a list a line each')

/** A command that changes something there. */
export const writing = (name: string): Command =>
  asking(name)
    .option('--reason <text>', 'why, for the audit log')
    .option('--dry-run', 'say what would be, and change nothing')

/** What every command takes that changes an event. */
export interface ChangingOptions extends WritingOptions {
  readonly revision?: number
}

/** A command that changes an event, which its first word names. */
export const changing = (name: string): Command =>
  writing(name)
    .argument('<event>', 'its key')
    .option('--revision <number>', 'only if this one is current (else exit code 4)', revision)

/**
 * Commands about the same thing; each is a file and a line.
 *
 * @param usual what is meant where none is named
 */
export function group(name: string, commands: readonly Command[], usual?: Command): Command {
  const parent = new Command(name)
  for (const command of commands) parent.addCommand(command, { isDefault: command === usual })
  return parent
}

export const apiOf = ({ admin }: AskingOptions): AdminApi => adminApi(adminTarget(admin))

/** What goes into the query of a change. */
export const whyOf = ({
  reason,
  dryRun,
}: WritingOptions): { readonly reason?: string; readonly dryRun: boolean } => ({
  ...(reason === undefined ? {} : { reason }),
  dryRun: dryRun === true,
})

/** Reads one of a few words. */
export const oneOf =
  <T extends string>(known: readonly T[]) =>
  (given: string): T => {
    const found = known.find((name) => name === given)
    if (found !== undefined) return found
    const near = nearest(given, known)
    const guess = near === null ? '' : `Did you mean ${near}? `
    throw new InvalidArgumentError(`${guess}Known: ${known.join(', ')}.`)
  }

/** Reads a whole number from `least` to `most`. */
export const wholeNumber =
  (least: number, most: number) =>
  (given: string): number => {
    const number = Number(given)
    if (/^\d+$/.test(given) && number >= least && number <= most) return number
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`)
  }

export const revision = wholeNumber(1, 999_999_999)

/** Reads how many somebody wants to see. */
export const limit = (given: string): Limit =>
  given === 'all' ? 'all' : wholeNumber(1, 100_000)(given)

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkedText, checkReleases, REFUSED } from '../../contract/check-releases.ts'
import { releasesInForce } from '../../contract/in-force.ts'
import { EXIT, Failure, UsageError } from '../../exit-codes.ts'
import { apiOf, type AskingOptions, asking } from '../../options.ts'
import { note, sayAll } from '../../output/say.ts'

interface Options extends AskingOptions {
  readonly event?: string
  readonly release?: string
  readonly build: string
}

/** `usher releases check`: whether a build goes with the releases that are in force. */
export const checkCommand = asking('check')
  .description('run every release that is in force over a build, before it is deployed')
  .option('--event <event>', 'its key; all events when left out')
  .option('--release <id>', 'one of that event’s releases, in force or not')
  .option('--build <folder>', 'the built Worker', 'dist/usher')
  .action(async ({ event, release, build, ...options }: Options) => {
    if (!existsSync(join(build, 'wrangler.json')))
      throw new UsageError(`There is no build in ${build}. Make one: npm run build`)
    const wanted = {
      ...(event === undefined ? {} : { event }),
      ...(release === undefined ? {} : { release }),
    }
    const all = await releasesInForce(apiOf(options), wanted)
    const checked = await checkReleases(build, all, (step) => note(`Walking ${step} …`))
    sayAll(options.json, checked, checkedText)
    if (checked.some(({ failures }) => failures.length > 0)) throw new Failure(REFUSED, EXIT.failed)
  })

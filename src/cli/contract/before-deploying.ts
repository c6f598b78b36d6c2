import { adminApi } from '../api/admin-api.ts'
import { adminTarget } from '../api/target.ts'
import { checkReleases, checkedText, REFUSED } from './check-releases.ts'
import { releasesInForce } from './in-force.ts'

export interface BeforeDeploying {
  /** The folder of the built Worker. */
  readonly build: string
  /** The platform's admin host; undefined where there is none yet. */
  readonly admin: string | undefined
  /** Whether to go on whatever is found. */
  readonly anyway: boolean
}

/**
 * Runs every release that is in force over the build that is to be deployed. Whether to go on; what keeps
 * it from that is said.
 */
export async function checkBeforeDeploying(
  { build, admin, anyway }: BeforeDeploying,
  say: (line: string) => void,
): Promise<boolean> {
  if (admin === undefined) {
    say(
      'Releases in force are not checked: USHER_ADMIN and USHER_TOKEN do not say whom to ask for them.',
    )
    return true
  }
  try {
    const all = await releasesInForce(adminApi(adminTarget(undefined)), {})
    const checked = await checkReleases(build, all, (step) => say(`Walking ${step} …`))
    say(checkedText(checked))
    if (checked.every(({ failures }) => failures.length === 0)) return true
    say(REFUSED)
  } catch (error) {
    say(`Releases in force could not be checked: ${(error as Error).message}`)
  }
  say(
    anyway
      ? 'Deploying anyway.'
      : 'Nothing is deployed. To do it all the same: npm run deploy -- --anyway',
  )
  return anyway
}

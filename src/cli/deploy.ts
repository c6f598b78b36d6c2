import { spawnSync } from 'node:child_process'
import { unstable_readConfig } from 'wrangler'
import { readCount } from '../build/place.ts'
import { checkBeforeDeploying } from './contract/before-deploying.ts'
import { deployShares } from './deploy-shares.ts'

// `npm run deploy [-- --dry-run …]`: deploys what was built; with `SHARES` in wrangler.toml, the
// Workers of all shares and the front. Every release that is in force runs over the build first; `--anyway`
// deploys whatever that shows.

const given = process.argv.slice(2)
const anyway = given.includes('--anyway')
const args = given.filter((word) => word !== '--anyway')
const wrangler = (words: readonly string[], stdio: 'inherit' | 'ignore' = 'inherit'): boolean =>
  spawnSync('wrangler', words, { stdio, shell: process.platform === 'win32' }).status === 0

try {
  if (!args.includes('--dry-run')) {
    const build = { build: 'dist/usher', admin: process.env['USHER_ADMIN'], anyway }
    const goOn = await checkBeforeDeploying(build, (line) => console.log(line))
    if (!goOn) process.exit(1)
  }
  const { name, vars } = unstable_readConfig({ config: 'wrangler.toml' })
  const count = readCount(vars['SHARES'])
  if (count === 0) process.exit(wrangler(['deploy', ...args]) ? 0 : 1)
  const missing = await deployShares(
    { front: name ?? '', count, args, dir: 'dist' },
    (words) => wrangler(words, words[0] === 'deploy' ? 'inherit' : 'ignore'),
    (line) => console.log(line),
  )
  if (missing.length > 0) {
    throw new Error(
      `Not deployed: ${missing.join(', ')}. What is deployed goes on as before; mend what wrangler says and run this again.`,
    )
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}

import { spawnSync } from 'node:child_process'
import { unstable_readConfig } from 'wrangler'
import { readCount } from '../build/place.ts'
import { deployShares } from './deploy-shares.ts'

// `npm run deploy [-- --dry-run …]`: deploys what was built; with `SHARES` in wrangler.toml, the
// Workers of all shares and the front.

const args = process.argv.slice(2)
const wrangler = (given: readonly string[], stdio: 'inherit' | 'ignore' = 'inherit'): boolean =>
  spawnSync('wrangler', given, { stdio, shell: process.platform === 'win32' }).status === 0

try {
  const { name, vars } = unstable_readConfig({ config: 'wrangler.toml' })
  const count = readCount(vars['SHARES'])
  if (count === 0) process.exit(wrangler(['deploy', ...args]) ? 0 : 1)
  const missing = await deployShares(
    { front: name ?? '', count, args, dir: 'dist' },
    (given) => wrangler(given, given[0] === 'deploy' ? 'inherit' : 'ignore'),
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

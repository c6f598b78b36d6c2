import { afterEach, expect, test, vi } from 'vitest'
import { checkBeforeDeploying } from '../../src/cli/contract/before-deploying.ts'

// Whether a deployment goes on, by what is known of the releases that are in force.

afterEach(() => vi.unstubAllEnvs())

async function decide(admin: string | undefined, anyway = false) {
  vi.stubEnv('USHER_ADMIN', admin)
  vi.stubEnv('USHER_TOKEN', 'usher_token')
  const said: string[] = []
  const parts = { build: 'dist/nowhere', admin, anyway }
  const goesOn = await checkBeforeDeploying(parts, (line) => said.push(line))
  return { goesOn, said: said.join('\n') }
}

test('where there is no platform yet a deployment goes on, and says what was not looked at', async () => {
  const { goesOn, said } = await decide(undefined)
  expect(goesOn).toBe(true)
  expect(said).toContain('not checked')
  expect(said).toContain('USHER_ADMIN')
})

test('a platform that cannot be asked stops a deployment, unless it is told to go on', async () => {
  const stopped = await decide('not an address')
  expect(stopped.goesOn).toBe(false)
  expect(stopped.said).toContain('could not be checked')
  expect(stopped.said).toContain('npm run deploy -- --anyway')
  const anyway = await decide('not an address', true)
  expect(anyway.goesOn).toBe(true)
  expect(anyway.said).toContain('Deploying anyway')
})

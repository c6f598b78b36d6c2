import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { keepRedirect } from '../../src/build/keep-redirect.ts'
import { type Wrangler, deployOrder, deployShares } from '../../src/cli/deploy-shares.ts'
import { writePlace } from '../../src/build/place.ts'

const dir = 'dist/test-deploy'
afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe('the order of a deployment', () => {
  test.each([
    ['all are new', 3, [], ['1/3', '2/3', '3/3', 'front/3']],
    ['one is added', 3, [1, 2], ['3/3', 'front/3', '1/3', '2/3']],
    ['none is new', 2, [1, 2], ['front/2', '1/2', '2/2']],
    ['one is left out', 1, [1, 2], ['front/1', '1/1']],
  ])('%s', (_, count, there, order) => {
    const places = deployOrder(count, (share) => there.includes(share))
    expect(places.map(writePlace)).toEqual(order)
  })
})

const deploy = (
  count: number,
  wrangler: Wrangler,
  args: readonly string[],
): Promise<readonly string[]> =>
  keepRedirect(() => deployShares({ front: 'usher', count, args, dir }, wrangler, () => {}))

test('wrangler takes a share and the front', async () => {
  const told: string[] = []
  const wrangler: Wrangler = (args) => {
    const env = { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false' }
    told.push(execFileSync('wrangler', args, { env, encoding: 'utf8', stdio: 'pipe' }))
    return true
  }
  expect(await deploy(1, wrangler, ['--dry-run'])).toEqual([])
  const [share = '', front = ''] = told
  expect(share).toContain('EventStore, defined in usher')
  expect(share).toContain('FaultCounter, defined in usher')
  expect(share).toContain('env.TENANTS')
  expect(share).toContain('assets/event')
  expect(share).not.toContain('env.SHARE_')
  expect(front).toContain('env.SHARE_1 (usher-share-1#Share)')
  expect(front).not.toContain('assets/event')
})

test('a Worker that cannot be deployed stops the rest, and they are named', async () => {
  const asked: string[] = []
  const wrangler: Wrangler = ([command, ...rest]) => {
    asked.push([command, rest.at(-1)?.replace(dir, '')].join(' '))
    // Share 1 is there, share 2 is new; the front is refused.
    return rest.some((arg) => arg.endsWith('share-1') || arg.includes('share-2/usher'))
  }
  expect(await deploy(2, wrangler, [])).toEqual(['usher', 'usher-share-1'])
  expect(asked).toEqual([
    'deployments usher-share-1',
    'deployments usher-share-2',
    'deploy /share-2/usher/wrangler.json',
    'deploy /usher/wrangler.json',
  ])
  const file = join(dir, 'share-2/usher/wrangler.json')
  const config = JSON.parse(readFileSync(file, 'utf8')) as object
  // Nothing leads to a share but the front's binding.
  expect(config).toMatchObject({ name: 'usher-share-2', workers_dev: false, preview_urls: false })
  expect(config).toMatchObject({ migrations: [], queues: { consumers: [] }, services: [] })
  expect(config).not.toHaveProperty('routes')
})

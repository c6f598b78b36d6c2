import { afterAll, expect, test } from 'vitest'
import { events } from '../../events/map.gen.ts'
import { demoData } from '../../src/cli/demo-data.ts'
import { demoDay } from '../support/demo-day.ts'
import { openHall } from '../support/hall.ts'
import { get } from '../support/visit.ts'

// How often a page goes from an isolate to the platform: each time is a call between two isolates.

const KEYS = ['pycon-apac', 'crm-sync', 'speed-rounds', 'maritime-expo']
const PATHS = ['/', '/agenda', '/directory', '/meetings', '/schedule', '/me', '/recommendations']
const READS: ReadonlySet<string> = new Set(['store', 'stores'])
/** A page that needs something of the store to ask for the rest. */
const MOST = 2
let most = { page: '', calls: [] as readonly string[] }
afterAll(() => console.log(`most calls of a page: ${most.calls.join()} (${most.page})`))

test.each(KEYS)(
  '%s: a warm page calls for what its store has, and for nothing else',
  async (key) => {
    const seeds = demoData('demo', [...events.keys()]).filter(({ tenant }) => tenant.key === key)
    const hall = await openHall(seeds, events)
    const { asking, nobody } = await demoDay(hall, key)
    for (const visitor of [asking, nobody]) {
      for (const path of PATHS) {
        await get(visitor, path)
        hall.crossings.length = 0
        const { status } = await get(visitor, path)
        expect(
          hall.crossings.filter((port) => !READS.has(port)),
          `${status} ${path}`,
        ).toEqual([])
        expect(hall.crossings.length, path).toBeLessThanOrEqual(MOST)
        if (hall.crossings.length > most.calls.length) {
          most = { page: `${key} ${path}`, calls: [...hall.crossings] }
        }
      }
    }
    hall.crossings.length = 0
    await get(nobody, '/agenda')
    expect(hall.crossings).toEqual([])
    expect(hall.faults).toEqual([])
  },
)

import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import type { Served } from '../../src/cli/contract/visitor.ts'
import { walkEvent } from '../../src/cli/contract/walk.ts'
import { demoData } from '../../src/cli/demo-data.ts'
import { type Hall, openHall } from '../support/hall.ts'

const seeds = demoData('demo', []).map((seed) => ({
  ...seed,
  people: seed.people === null ? null : { ...seed.people, people: seed.people.people.slice(0, 20) },
}))
const PAIR = { asking: 'persona-1@people.example', asked: 'persona-2@people.example' }

const served = (hall: Hall, key: string): Served => ({
  origin: `http://${key}.localhost`,
  async send(path, { method, headers, body }) {
    const response = await hall.fetch(
      new Request(`http://${key}.localhost${path}`, {
        method,
        headers,
        ...(body === null ? {} : { body }),
      }),
    )
    await hall.settled()
    return {
      status: response.status,
      headers: response.headers,
      body: await response.text(),
    }
  },
  mailTo: (address) => hall.mails.findLast(({ to }) => to === address)?.text ?? null,
})

const walk = async (key: string, modules = new Map<string, () => Promise<unknown>>()) => {
  const hall = await openHall(
    seeds.filter(({ tenant }) => tenant.key === key),
    modules,
  )
  return { hall, ...(await walkEvent(served(hall, key), PAIR)) }
}

describe('a walk through an event', () => {
  test('reaches everything of the base, and stumbles over nothing where nothing is wrong', async () => {
    const { stumbles, left, pages, hall } = await walk('maritime-expo')
    expect({ stumbles, left }).toEqual({ stumbles: [], left: [] })
    expect(pages).toBeGreaterThan(60)
    expect(hall.faults).toEqual([])
    const mails = hall.mails.map(({ to, subject }) => `${to} ${subject}`).join('\n')
    // Asked and answered, as both are told.
    expect(mails).toContain('persona-1@')
    expect(hall.rows('maritime-expo').join('\n')).toContain('confirmed')
  })

  test('leaves out what an event has none of', async () => {
    const app = { default: { app: new Hono().get('*', (c) => c.text('ours')) } }
    const { left, stumbles } = await walk(
      'maritime-expo',
      new Map([['maritime-expo', async () => app]]),
    )
    expect({ stumbles, left }).toEqual({ stumbles: [], left: ['signing in'] })
  })

  test('tells where an event stumbles', async () => {
    const pages = {
      default: {
        views: {
          home: () => {
            throw new Error('no home')
          },
        },
      },
    }
    const { stumbles } = await walk(
      'maritime-expo',
      new Map([['maritime-expo', async () => pages]]),
    )
    expect(stumbles).toContainEqual({ at: 'GET /', with: '200, degraded: view:home' })
  })
})

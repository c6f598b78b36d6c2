import { testEvent } from 'usher/kit/testing'
import { expect, test } from 'vitest'
import module from './event.ts'

const guest = (group: string, stage: string, ticket: number) => ({
  group,
  fields: { stage, ticket },
})
const people = {
  uma: { ...guest('startups', 'seed', 100), offers: ['ai'], seeks: ['hiring'] },
  vik: guest('investors', 'seed', 100),
  nora: guest('investors', 'seed', 437),
  otto: guest('investors', 'growth', 437),
  dev: { ...guest('startups', 'seed', 100), offers: ['hiring'], seeks: ['ai'] },
}

/** Of two of them, however it is written; not what happens to be in somebody's random id. */
const TICKET = /(?<![\da-f-])437(?![\da-f-])/

const start = () => testEvent(module, { people })
type Event = Awaited<ReturnType<typeof start>>
const pageOf = async (event: Event, name: string): Promise<string> =>
  (await event.as(name).get('/recommendations')).text()

/** Whom somebody is recommended, best first. */
const recommended = async (event: Event, name: string): Promise<string[]> =>
  [...(await pageOf(event, name)).matchAll(/<h3><a[^>]*>(\w+) Example/g)].map(([, who = '']) =>
    who.toLowerCase(),
  )

test('stage and ticket decide, best first, with reasons in words', async () => {
  const event = await start()
  expect((await recommended(event, 'uma')).slice(0, 3)).toEqual(['vik', 'nora', 'otto'])
  expect(await pageOf(event, 'uma')).toContain('Invests at your stage')
  expect(await pageOf(event, 'uma')).toContain('Invests close to your stage')
  expect(event.faults).toEqual([])
})

test('it is the same from both sides, in the words of that side', async () => {
  const event = await start()
  expect(new Set((await recommended(event, 'vik')).slice(0, 2))).toEqual(new Set(['uma', 'dev']))
  expect(await pageOf(event, 'vik')).toContain('Is at the stage you invest in')
})

test('what somebody invests puts them into order, and is read nowhere', async () => {
  const event = await start()
  const uma = event.as('uma')
  for (const path of ['/recommendations', '/directory', `/people/${event.as('nora').id}`]) {
    expect(await (await uma.get(path)).text(), path).not.toMatch(TICKET)
  }
})

test('who was dismissed stays away, however well they suit', async () => {
  const event = await start()
  const dismissed = await event.as('uma').post('/recommendations', { dismiss: event.as('vik').id })
  expect(dismissed.status).toBe(303)
  expect(await recommended(event, 'uma')).not.toContain('vik')
  expect(await recommended(event, 'vik')).not.toContain('uma')
})

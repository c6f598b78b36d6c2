import { testEvent } from 'usher/kit/testing'
import { expect, test } from 'vitest'
import module from './event.ts'

/** Long before the event. */
const now = new Date('2027-09-01T09:00:00Z')

test('slots are 15 minutes on the first day, 30 on the second, and none at lunch', async () => {
  const event = await testEvent(module, { people: { ada: {}, bob: {} }, now })
  const page = await (await event.as('ada').get(`/people/${event.as('bob').id}/meeting`)).text()
  const slots = [...page.matchAll(/value="(2027-11-1\dT\d\d:\d\d)"/g)].map(([, slot]) => slot)
  expect(slots.slice(0, 3)).toEqual(['2027-11-10T10:00', '2027-11-10T10:15', '2027-11-10T10:30'])
  expect(slots.filter((slot) => slot?.startsWith('2027-11-11')).slice(0, 2)).toEqual([
    '2027-11-11T10:00',
    '2027-11-11T10:30',
  ])
  expect(slots.filter((slot) => slot?.includes('T12:'))).toEqual([])
  expect(event.faults).toEqual([])
})

test('a request waits for an answer for as long as it takes', async () => {
  const event = await testEvent(module, { people: { ada: {}, bob: {} }, now })
  await event.as('ada').post(`/people/${event.as('bob').id}/meeting`, { slot: '' })
  await event.clock.advance({ days: 20 })
  expect(await (await event.as('bob').get('/meetings')).text()).toContain('Waiting for you')
})

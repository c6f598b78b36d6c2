import { testEvent } from 'usher/kit/testing'
import { expect, test } from 'vitest'
import module from './event.ts'

const people = { ada: {}, bob: {} }
/** On the first morning of the congress. */
const now = new Date('2027-06-17T07:00:00Z')

test('the schedule shows the congress beside what one marked, in order', async () => {
  const event = await testEvent(module, { people, now })
  const ada = event.as('ada')
  await ada.post('/schedule/bookmarks', { add: 'opening' })
  const page = await (await ada.get('/schedule')).text()
  expect(page).toMatch(/Opening<.*Contracts that machines read.*Dinner at the river.*Resolutions/s)
  expect(page).toContain('Congress, ')
  expect(event.faults).toEqual([])
})

test('the calendar feed has what one marked, as ever', async () => {
  const event = await testEvent(module, { people, now })
  const ada = event.as('ada')
  await ada.post('/schedule/bookmarks', { add: 'opening' })
  const made = await (await ada.post('/schedule/calendar', { action: 'make' })).text()
  const path = /\/calendar\/[\w-]{43}\.ics/.exec(made)?.[0] ?? ''
  const feed = await event.get(path)
  expect(feed.headers.get('content-type')).toContain('text/calendar')
  expect(await feed.text()).toContain('SUMMARY:Opening')
})

test('who is not signed in is led to the door', async () => {
  const event = await testEvent(module)
  expect((await event.get('/schedule')).headers.get('location')).toBe('/sign-in?next=%2Fschedule')
})

import { testEvent } from 'usher/kit/testing'
import { expect, test } from 'vitest'
import module from './event.ts'

const start = () => testEvent(module, { people: { ada: {}, bob: {} } })
type Event = Awaited<ReturnType<typeof start>>

const aboutMeetings = (event: Event): string[] => [
  '/meetings',
  '/schedule',
  '/schedule/availability',
  `/people/${event.as('bob').id}/meeting`,
]

test('nothing about meetings is shown before the agreement is accepted', async () => {
  const event = await start()
  const ada = event.as('ada')
  for (const path of aboutMeetings(event)) {
    const answer = await ada.get(path)
    expect(answer.headers.get('location')).toBe(`/nda?next=${encodeURIComponent(path)}`)
  }
  const asked = await ada.post(`/people/${event.as('bob').id}/meeting`, { slot: '' })
  expect(asked.headers.get('location')).toContain('/nda')
  expect((await ada.get('/directory')).status).toBe(200)
  expect(event.faults).toEqual([])
})

test('who accepts is led on to where they wanted to go, and is not asked again', async () => {
  const event = await start()
  const ada = event.as('ada')
  expect(await (await ada.get('/nda')).text()).toContain('I accept')
  const accepted = await ada.post('/nda?next=%2Fschedule')
  expect(accepted.headers.get('location')).toBe('/schedule')
  for (const path of aboutMeetings(event)) expect((await ada.get(path)).status, path).toBe(200)
  expect(await (await ada.get('/nda')).text()).toContain('You have accepted')
  expect((await event.as('bob').get('/meetings')).status).toBe(303)
})

test('nobody sees that somebody accepted, and nobody is led off the event', async () => {
  const event = await start()
  const ada = event.as('ada')
  const accepted = await ada.post('/nda?next=https%3A%2F%2Fevil.example')
  expect(accepted.headers.get('location')).toBe('/meetings')
  expect(await (await event.as('bob').get(`/people/${ada.id}`)).text()).not.toContain('2027-1')
  expect((await event.post('/nda')).headers.get('location')).toBe('/sign-in?next=%2F')
})

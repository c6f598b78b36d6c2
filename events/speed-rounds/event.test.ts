import { testEvent } from 'usher/kit/testing'
import { expect, test } from 'vitest'
import module from './event.ts'
import { CLOSES, PLAN } from './plan.ts'

const start = () =>
  testEvent(module, { people: { ada: {}, bob: {}, cleo: {} }, now: new Date(CLOSES - 60_000) })
const text = async (answer: Promise<Response>): Promise<string> => (await answer).text()

test('those on the list have a seat in every round; who is not has none', async () => {
  const event = await start()
  for (const name of ['ada', 'bob']) expect((await event.as(name).post('/join')).status).toBe(303)
  expect(await text(event.as('ada').get('/rounds'))).toContain('Bob Example')
  expect(await text(event.as('bob').get('/rounds'))).toContain('Ada Example')
  expect(await text(event.as('cleo').get('/rounds'))).toContain('You are not on the list')
  const board = await text(event.as('cleo').get('/board'))
  expect(board).toContain('Round 1')
  expect(board).toMatch(/Ada Example.*Bob Example|Bob Example.*Ada Example/s)
  expect(event.faults).toEqual([])
})

test('who leaves in time is off the list; ten minutes before, it stands', async () => {
  const event = await start()
  for (const name of ['ada', 'bob', 'cleo']) await event.as(name).post('/join')
  await event.as('cleo').post('/leave')
  await event.clock.set(new Date(CLOSES))
  await event.as('bob').post('/leave')
  await event.as('cleo').post('/join')
  const page = await text(event.as('ada').get('/rounds'))
  expect(page).toContain('Bob Example')
  expect(page).not.toContain('Cleo Example')
  await event.clock.set(new Date(PLAN.starts + PLAN.length))
  expect(await text(event.as('ada').get('/board'))).toContain('they are over')
})

test('of the base there is the door, the profile and privacy, and nothing else', async () => {
  const event = await start()
  const ada = event.as('ada')
  for (const path of ['/', '/me', '/me/privacy', '/sign-in']) {
    expect((await ada.get(path)).status, path).toBe(200)
  }
  for (const path of ['/agenda', '/directory', '/meetings', '/schedule', '/badge']) {
    expect((await ada.get(path)).status, path).toBe(404)
  }
  expect((await event.get('/rounds')).headers.get('location')).toBe('/sign-in?next=%2Frounds')
})

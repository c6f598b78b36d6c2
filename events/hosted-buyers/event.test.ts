import { testEvent } from 'usher/kit/testing'
import { expect, test } from 'vitest'
import module from './event.ts'

const people = {
  hana: { group: 'hosted-buyers', organisation: 'Northern Holidays' },
  sam: { group: 'exhibitors', organisation: 'Sample Safaris' },
  tess: { group: 'exhibitors', organisation: ' sample safaris ' },
  ivo: { group: 'exhibitors', organisation: 'Draft Tours' },
}
/** Long before the event. */
const now = new Date('2027-03-01T09:00:00Z')
const start = () => testEvent(module, { people, now })
type Event = Awaited<ReturnType<typeof start>>

const ask = (event: Event, from: string, to: string, slot = '') =>
  event.as(from).post(`/people/${event.as(to).id}/meeting`, { slot })

test('hosted buyers ask whom they like', async () => {
  const event = await start()
  expect((await ask(event, 'hana', 'sam')).status).toBe(303)
  expect((await ask(event, 'ivo', 'sam')).status).toBe(303)
  expect(event.faults).toEqual([])
})

test('hosted buyers cannot be asked, and are told nothing of it', async () => {
  const event = await start()
  const refused = await ask(event, 'sam', 'hana')
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain('Hosted buyers choose whom they meet')
  expect(await (await event.as('hana').get('/meetings')).text()).not.toContain('Sam Example')
})

test('colleagues meet at home, however their company is written', async () => {
  const event = await start()
  const refused = await ask(event, 'sam', 'tess')
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain('the same company')
})

test('a meeting can be cancelled until 24 hours before it begins', async () => {
  const event = await start()
  const asked = await ask(event, 'hana', 'sam', '2027-03-27T11:00')
  const id = asked.headers.get('location')?.split('#m-')[1]
  await event.as('sam').post(`/meetings/${id}`, { action: 'accept' })

  await event.clock.set(new Date('2027-03-26T11:00:01Z'))
  const refused = await event.as('sam').post(`/meetings/${id}`, { action: 'cancel' })
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain('The desk helps')
  expect(await (await event.as('hana').get('/meetings')).text()).toContain('Confirmed')
  expect(event.faults).toEqual([])
})

import { testEvent } from 'usher/kit/testing'
import { expect, test } from 'vitest'
import module from './event.ts'

const people = {
  ada: { fields: { volume: 1200, licence: 'AE-1001' } },
  bob: { fields: { volume: 80, licence: 'AE-2002' } },
  cleo: {},
}
const start = () => testEvent(module, { people })
const text = async (answer: Promise<Response>): Promise<string> => (await answer).text()

test('everybody sees the volume, and finds people by it; nobody sees a licence', async () => {
  const event = await start()
  const [cleo, ada] = [event.as('cleo'), event.as('ada')]
  const page = await text(cleo.get(`/people/${ada.id}`))
  expect(page).toContain('1,200')
  expect(page).not.toContain('AE-1001')
  const found = await text(cleo.get('/directory?f.volume.from=1000'))
  expect(found).toContain('Ada Example')
  expect(found).not.toContain('Bob Example')
  const guessed = await text(cleo.get('/directory?f.licence=AE-1001'))
  expect(guessed).toContain('Bob Example')
  expect(event.faults).toEqual([])
})

test('a profile without a licence is sent back, in the visitor’s language', async () => {
  const event = await start()
  const form = { name: 'Cleo Example', 'f.volume': '15', 'f.licence': '' }
  const refused = await event.as('cleo').post('/me', form)
  expect(refused.status).toBe(422)
  const saved = await event.as('cleo').post('/me', { ...form, 'f.licence': 'AE-3003' })
  expect(saved.status).toBe(303)
  expect(await text(event.as('cleo').get('/me'))).toContain('AE-3003')
})

test('people download both, and both go when they leave', async () => {
  const event = await start()
  const ada = event.as('ada')
  const data = await text(ada.get('/me/privacy/data.json'))
  expect(data).toContain('AE-1001')
  expect(data).toContain('1200')
  expect((await ada.post('/me/privacy/erase')).status).toBe(303)
  expect(await text(event.as('cleo').get('/directory?f.volume.from=1000'))).toContain('Nobody fits')
})

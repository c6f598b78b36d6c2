import { testEvent } from 'usher/kit/testing'
import { expect, test } from 'vitest'
import module from './event.ts'

const people = {
  ada: {},
  sam: { name: 'Sam Sample', organisation: 'Riego Ejemplo', offers: ['drip'] },
  tess: { name: 'Tess Tester', organisation: 'Riego Ejemplo', offers: ['pumps'] },
  bob: { name: 'Bob Bombas', organisation: 'Bombas Muestra' },
  zoe: { name: 'Zoe Zero', organisation: 'Nobody Ltd' },
}

test('people stand at their booths, in the order of the hall', async () => {
  const event = await testEvent(module, { people })
  const page = await (await event.as('ada').get('/directory')).text()
  expect([...page.matchAll(/class="bg-front"><b>(\w+)/g)].map(([, booth]) => booth)).toEqual([
    'A1',
    'A2',
    'Foyer',
  ])
  expect(page).toMatch(/Riego Ejemplo.*Sam Sample.*Tess Tester.*drip.*pumps/s)
  expect(page).toContain(`href="/people/${event.as('zoe').id}"`)
  expect(event.faults).toEqual([])
})

test('search and filters are the base’s', async () => {
  const event = await testEvent(module, { people })
  const ada = event.as('ada')
  expect(await (await ada.get('/directory?offers=drip')).text()).not.toContain('Tess Tester')
  expect(await (await ada.get('/directory?q=zero')).text()).toContain('One person')
  expect(await (await ada.get('/directory?q=nobodyatall')).text()).toContain('Nobody fits')
})

import { testEvent } from 'usher/kit/testing'
import { expect, test } from 'vitest'
import module from './event.ts'

test.each([
  ['ar', 'التأشيرة والسفر', 'dir="rtl"'],
  ['en', 'Visa &amp; travel', 'dir="ltr"'],
])('visa and travel is in the menu and readable in %s', async (locale, title, direction) => {
  const event = await testEvent(module, { locale })
  expect(await (await event.get('/')).text()).toContain(`<a href="/visa">${title}</a>`)
  const page = await (await event.get('/visa')).text()
  expect(page).toContain(direction)
  expect(page).toContain(`<h1>${title}</h1>`)
  expect(event.faults).toEqual([])
})

import { testEvent } from 'usher/kit/testing'
import { expect, test } from 'vitest'
import module from './event.ts'

const people = { ada: {}, bob: { locale: 'de' } }

test.each([
  ['en', 'Coffee chats', /\bmeetings?\b/i],
  ['de-AT', 'Kaffeetermine', /\bTermine?\b/],
])('in %s nobody has meetings', async (locale, word, never) => {
  const event = await testEvent(module, { locale, people })
  const ada = event.as('ada')
  for (const path of ['/meetings', '/schedule', '/me', `/people/${event.as('bob').id}/meeting`]) {
    const page = await (await ada.get(path)).text()
    expect(page, path).toContain(word)
    expect(page.replaceAll(/<style>.*?<\/style>|<[^>]*>/gs, ' '), path).not.toMatch(never)
  }
  expect(event.faults).toEqual([])
})

import { testEvent } from 'usher/kit/testing'
import { expect, test } from 'vitest'
import module from './event.ts'

test('logo, sponsor and colours are on every page', async () => {
  const event = await testEvent(module)
  for (const path of ['/', '/agenda', '/sign-in']) {
    const page = await (await event.get(path)).text()
    expect(page).toContain('--accent:#0a4a5c')
    expect(page).toMatch(/<img src="data:image\/svg\+xml,[^"]*" alt="Test Event"/)
    expect(page).toMatch(/href="https:\/\/fjordkabel\.example\/".*alt="Fjordkabel"/)
  }
  expect(event.faults).toEqual([])
})

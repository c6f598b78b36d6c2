import { PassThrough } from 'node:stream'
import { expect, test, vi } from 'vitest'
import { askAnswers, askKey } from './questions.ts'

const NOW = new Date('2026-11-24T12:00:00Z')
const ENTER = '\r'
const CTRL_C = '\u0003'
const ERASE = '\u007F'
const SOON = { interval: 5, timeout: 20_000 }

/** A terminal, what it shows, and somebody who types when a text has been shown. */
function terminal() {
  const [input, output] = [new PassThrough(), new PassThrough()]
  let shown = ''
  output.on('data', (text: Buffer) => (shown += text.toString()))
  return {
    at: { input, output },
    async type(until: string, keys: string): Promise<void> {
      await vi.waitFor(() => expect(shown).toContain(until), SOON)
      shown = ''
      input.write(keys)
    },
    shows: (text: string) => vi.waitFor(() => expect(shown).toContain(text), SOON),
  }
}

test('Enter takes what is proposed; what a flag has said is not asked', async () => {
  const screen = terminal()
  const asked = askAnswers(screen.at, 'my-fair', { locales: 'de', accent: '#7c2d92' }, NOW)
  for (const question of ['Name', 'Place', 'First day', 'Last day', 'Time zone', 'Examples']) {
    await screen.type(question, ENTER)
  }
  expect(await asked).toMatchObject({
    ok: true,
    value: {
      name: 'My Fair',
      place: '',
      starts: '2027-01-23',
      ends: '2027-01-24',
      locales: 'de',
      with: 'messages,theme,page',
    },
  })
})

test('a wrong answer is told the repair and asked again; the last day follows the first', async () => {
  const screen = terminal()
  const given = {
    name: 'A',
    place: '',
    timeZone: 'UTC',
    locales: 'en',
    accent: '#fc0',
    with: 'page',
  }
  const asked = askAnswers(screen.at, 'my-fair', given, NOW)
  await screen.type('First day', `soon${ENTER}`)
  await screen.type('Write year-month-day', `${ERASE.repeat(4)}2028-02-28${ENTER}`)
  await screen.type('Last day', ENTER)
  expect(await asked).toMatchObject({ value: { starts: '2028-02-28', ends: '2028-02-29' } })
  await screen.shows('too light')
})

test('a key is asked for until it is one and free', async () => {
  const screen = terminal()
  const asked = askKey(screen.at, (key) => (key === 'foo' ? 'Taken.' : null))
  await screen.type('Event key', `Foo${ENTER}`)
  await screen.type('Try "foo".', `${ERASE.repeat(3)}foo${ENTER}`)
  await screen.type('Taken.', `-2${ENTER}`)
  expect(await asked).toEqual({ ok: true, value: 'foo-2' })
})

test('Ctrl-C at any question ends it and says that nothing was written', async () => {
  const screen = terminal()
  const asked = askAnswers(screen.at, 'my-fair', {}, NOW)
  await screen.type('Name', ENTER)
  await screen.type('Place', CTRL_C)
  expect(await asked).toEqual({ ok: false, error: 'left' })
  await screen.shows('Nothing was written.')
})

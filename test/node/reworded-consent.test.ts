import { expect, test } from 'vitest'
import { testEvent, type Visitor } from '../../src/kit/testing.ts'

// An event may put its own words where the base asks for a consent.

const PATH = '/me/privacy/consents/later-events'

const page = async (visitor: Visitor): Promise<string> => (await visitor.get('/me/privacy')).text()

/** The box ticked, in the form that the page shows. */
const ticked = (html: string): Record<string, string> => {
  const form = html.split(`action="${PATH}"`)[1]?.split('</form>')[0] ?? ''
  const version = /name="version" value="(\w+)"/.exec(form)?.[1] ?? ''
  return { version, 'later-events': 'on' }
}

const worded = async (text: string) => {
  const messages = { en: { 'privacy.later-events': text } }
  const event = await testEvent({ messages }, { people: { ada: {} } })
  return { ada: event.as('ada'), faults: event.faults }
}

test('a consent is recorded in the words of the event, and not to any that it has not any more', async () => {
  const before = await worded('{event} may send me a card in spring.')
  const asked = await page(before.ada)
  expect(asked).toContain('Test Event may send me a card in spring.')
  expect((await before.ada.post(PATH, ticked(asked))).status).toBe(303)
  expect(await page(before.ada)).toContain('You agreed on March 27, 2027')
  const file = await (await before.ada.get('/me/privacy/data.json')).text()
  expect(file).toContain('"agreed to": "Test Event may send me a card in spring."')

  // What stood on a page that was opened before the words were changed.
  const after = await worded('{event} may send me a card every week.')
  const refused = await after.ada.post(PATH, ticked(asked))
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain('a card every week.')
  expect([...before.faults, ...after.faults]).toEqual([])
})

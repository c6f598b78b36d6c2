import type { Answers } from './answers.ts'
import type { Piece } from './pieces.ts'
import { wordsFor } from './words.ts'

/** The test that an event begins with: it asks for what its code changes, and for what the base keeps. */
export const testSource = (
  answers: Answers,
): string => `import { testEvent } from 'usher/kit/testing'
import { afterEach, expect, test } from 'vitest'
import module from './event.tsx'

// Served as the Worker serves it, as "Test Event", with a store in memory.

const event = await testEvent(module, ${optionsOf(answers)})

/** The page at a path, as text. */
const page = async (path: string): Promise<string> => (await event.get(path)).text()

// The base stands in for most of what fails, so that pages alone do not tell.
afterEach(() => expect(event.faults).toEqual([]))

${answers.with.map((piece) => TESTS[piece](answers)).join('\n\n')}

test('the base answers the rest: GET /agenda is the programme', async () => {
  expect((await event.get('/agenda')).status).toBe(200)
  expect(await page('/agenda')).toContain('Opening')
})
`

/** Who is there, where the examples need somebody. */
const optionsOf = ({ locales: [locale], with: pieces }: Answers): string =>
  pieces.includes('guard') || pieces.includes('rule')
    ? `{
  locale: '${locale}',
  people: { ada: { organisation: '' }, bob: {}, cleo: { organisation: 'Bob Works' } },
}`
    : `{ locale: '${locale}' }`

const TESTS: { readonly [P in Piece]: (answers: Answers) => string } = {
  messages: ({ locales: [locale] }) => `test('texts of the base are in our own words', async () => {
  expect(await page('/')).toContain('${wordsFor(locale).agendaButton}')
  expect(await page('/agenda')).toContain('${wordsFor(locale).agendaTitle}')
})`,
  theme: ({ accent }) => `test('pages are in our colour', async () => {
  expect(await page('/')).toContain('--accent:${accent}')
})`,
  view: ({ locales: [locale] }) => `test('the home page has a section of ours', async () => {
  expect(await page('/')).toContain('<h2>${wordsFor(locale).welcome}</h2>')
})`,
  page: ({
    locales: [locale],
  }) => `test('GET /visit is a page of ours, and in the menu', async () => {
  expect((await event.get('/visit')).status).toBe(200)
  expect(await page('/visit')).toContain('<h1>${wordsFor(locale).visit}</h1>')
  expect(await page('/')).toContain('href="/visit"')
})`,
  route: () => `test('GET /api/sessions.json answers with the programme', async () => {
  const answer = await event.get('/api/sessions.json')
  expect(answer.status).toBe(200)
  expect(await answer.json()).toContainEqual(expect.objectContaining({ title: 'Opening' }))
})`,
  guard: () => `test('GET /meetings waits until somebody has said where they work', async () => {
  const answer = await event.as('ada').get('/meetings')
  expect(answer.headers.get('location')).toBe('/me?next=%2Fmeetings')
  expect((await event.as('bob').get('/meetings')).status).toBe(200)
})`,
  rule: ({
    locales: [locale],
  }) => `test('nobody asks their own company for a meeting', async () => {
  const answer = await event.as('bob').post(\`/people/\${event.as('cleo').id}/meeting\`)
  expect(answer.status).toBe(409)
  expect(await answer.text()).toContain('${wordsFor(locale).sameCompany}')
})`,
}

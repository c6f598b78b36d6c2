import { expect, test } from 'vitest'
import { meetingMessages } from '../base/meetings/messages.ts'
import { reword } from './reword.ts'
import { testEvent } from './testing.ts'

test('one word is exchanged in all texts of a language, whatever feature they belong to', () => {
  const texts = reword('en', { meeting: 'coffee chat', Meeting: 'Coffee chat' })
  expect(texts).toMatchObject({
    'mails.request': '{other} asks you for a coffee chat',
    'meetings.request-with': 'A coffee chat with {name}',
    'schedule.meeting': 'Coffee chat',
  })
  expect(Object.keys(texts)).not.toContain('directory.title')
})

test('a language that the base does not speak is a fault that names those it does', async () => {
  const messages = { fr: reword('fr', { meeting: 'rendez-vous' }) }
  const event = await testEvent({ messages }, { locale: 'fr' })
  expect((await event.get('/')).status).toBe(200)
  expect(event.faults).toMatchObject([
    {
      seam: 'message:meeting',
      error: { message: expect.stringMatching(/no texts in "fr".* en, de, ja, ar; in any other/) },
    },
  ])
  expect(reword('fr', {})).toEqual({})
})

test('a word that no text has is a fault that names it, and the others are exchanged', async () => {
  const event = await testEvent(
    { messages: { en: reword('en', { meetting: 'chat', Agenda: 'Programme' }) } },
    { locale: 'en' },
  )
  expect(await (await event.get('/')).text()).toContain('Programme')
  expect(event.faults).toMatchObject([
    {
      seam: 'message:meetting',
      error: { message: expect.stringContaining('has the word "meetting"') },
    },
  ])
})

test('German words keep their endings when each is told', () => {
  const texts = reword('de', { Termin: 'Kaffeetermin', Termine: 'Kaffeetermine' })
  expect(texts['meetings.title']).toBe('Kaffeetermine')
  const left = Object.values(meetingMessages.base.de ?? {}).filter((text) => /\bTermin/.test(text))
  expect(left.length).toBeGreaterThan(0)
  expect(Object.values(texts).filter((text) => /\bTermine?\b/.test(text))).toEqual([])
})

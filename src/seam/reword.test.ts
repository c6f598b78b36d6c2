import { expect, test } from 'vitest'
import { rewordText } from './reword.ts'

const coffee = { meeting: 'coffee chat', meetings: 'coffee chats', Meeting: 'Coffee chat' }

test('whole words are exchanged, in every branch of a message', () => {
  expect(rewordText('Meeting: {n, plural, one {# meeting} other {# meetings}}.', coffee)).toBe(
    'Coffee chat: {n, plural, one {# coffee chat} other {# coffee chats}}.',
  )
  expect(rewordText('Your meeting-room, meetingless', coffee)).toBe(
    'Your coffee chat-room, meetingless',
  )
})

test('names of placeholders and cases stay what they are', () => {
  const text = '{meeting} asks: {meetings, select, meeting {a meeting} other {{meeting}}}'
  expect(rewordText(text, coffee)).toBe(
    '{meeting} asks: {meetings, select, meeting {a coffee chat} other {{meeting}}}',
  )
})

test('quotes and other scripts are kept', () => {
  expect(
    rewordText("It's '{a}' Termin, ein Termin für 「Termin」", { Termin: 'Kaffeetermin' }),
  ).toBe("It's '{a}' Kaffeetermin, ein Kaffeetermin für 「Kaffeetermin」")
  expect(rewordText('新しい商談の時間', { 商談: 'お茶' })).toBe('新しいお茶の時間')
})

test('a text without the words is the same text', () => {
  expect(rewordText('See you', coffee)).toBe('See you')
  expect(rewordText('a meeting', {})).toBe('a meeting')
})

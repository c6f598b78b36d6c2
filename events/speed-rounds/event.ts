import { defineEvent } from 'usher/kit'
import { app } from './app.tsx'
import { theme } from './theme.ts'

// No requests, no directory, no agenda: a bell rings, and everybody moves on. Of the base it shares
// the door, the profile, and what people may know and take away.

export default defineEvent({
  theme,
  fields: {
    joined: {
      type: 'number',
      label: { en: 'Joined the rounds at' },
      visibility: 'public',
      filterable: true,
      editable: false,
    },
  },
  messages: {
    en: {
      'me.lead': 'What the people at your table see of you.',
      'me.listed': 'Let others see me',
      'me.listed-hint': 'Needed to take part: your partners should know who you are.',
    },
  },
  app,
  keeps: ['sign-in', 'me', 'privacy'],
  menu: { '/rounds': 'My rounds', '/board': 'Board' },
})

import { defineEvent } from 'usher/kit'
import { cancelRule, requestRule } from './rules.ts'

export default defineEvent({
  theme: { accent: '#b8860b', highlight: '#a3341c', radius: '8px' },
  rules: { 'meetings.request': requestRule, 'meetings.cancel': cancelRule },
})

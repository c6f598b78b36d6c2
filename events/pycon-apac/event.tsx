import { defineEvent } from 'usher/kit'

export default defineEvent({
  messages: { en: { 'home.agenda': 'Plan your two days' } },
  theme: { accent: '#1f5f3f' },
})

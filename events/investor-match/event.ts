import { defineEvent } from 'usher/kit'
import { fields } from './fields.ts'
import { scorer } from './scorer.ts'

export default defineEvent({
  theme: { accent: '#ff6f00', highlight: '#6a1b9a', radius: '16px' },
  fields,
  scorer,
})

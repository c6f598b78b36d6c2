import { defineEvent, PASS } from 'usher/kit'
import { routes } from './routes.tsx'
import { VERSION } from './texts.ts'

export default defineEvent({
  theme: { accent: '#3b2f7a', highlight: '#c2185b', radius: '6px' },
  fields: {
    nda: { type: 'text', label: { en: 'NDA' }, visibility: 'organisers', editable: false },
  },
  guards: {
    meetings: ({ person }) => (person.fields['nda'] === VERSION ? PASS : { to: '/nda' }),
  },
  routes,
})

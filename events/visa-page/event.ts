import { defineEvent } from 'usher/kit'
import { Visa } from './visa.tsx'

export default defineEvent({
  theme: { accent: '#8a2b2b', highlight: '#0f766e', radius: '10px' },
  pages: { '/visa': { title: { ar: 'التأشيرة والسفر', en: 'Visa & travel' }, view: Visa } },
})

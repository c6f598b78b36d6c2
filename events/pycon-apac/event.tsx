import { defineEvent } from 'usher/kit'
import { Brand } from './brand.tsx'
import { Hero } from './hero.tsx'
import { Home } from './home.tsx'
import { routes } from './routes.ts'
import { theme } from './theme.ts'
import { Visa } from './visa.tsx'

export default defineEvent({
  theme,
  messages: {
    en: {
      'home.agenda': 'Plan your two days',
      'home.first': 'Day one, from breakfast',
      'home.topics': 'Four tracks',
      'home.people': 'People on stage',
      'agenda.title': 'Two days of talks',
      'errors.missing': '404: PageNotFoundError',
      'errors.missing-text': 'Nothing is bound to this name. The links above still are.',
    },
  },
  views: { 'layout.brand': Brand, 'home.hero': Hero, home: Home },
  pages: { '/visa': { title: { en: 'Visa & travel' }, view: Visa } },
  routes,
})

import { defineEvent } from '../../../../src/kit/kit.ts'
import { shareRoutes } from '../../share-routes.ts'

export default defineEvent({
  routes: shareRoutes('north'),
  messages: { en: { 'mails.request': '{other} of the north asks you' } },
  hooks: { 'meeting.requested': (fact, env) => env.log(`asked by ${fact.by}`) },
})

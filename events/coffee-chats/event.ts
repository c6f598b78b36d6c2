import { defineEvent, reword } from 'usher/kit'

// In a coffee house nobody has meetings. Every page, mail and subject says so, in two languages.

export default defineEvent({
  messages: {
    en: reword('en', {
      meeting: 'coffee chat',
      meetings: 'coffee chats',
      Meeting: 'Coffee chat',
      Meetings: 'Coffee chats',
    }),
    de: {
      ...reword('de', { Termin: 'Kaffeetermin', Termine: 'Kaffeetermine' }),
      'mails.hello': 'Sehr geehrte Teilnehmerin, sehr geehrter Teilnehmer {name},',
      'home.agenda': 'Sehen Sie das Programm ein',
    },
  },
})

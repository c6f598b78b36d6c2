import { messageSeam } from '../../seam/message.ts'

export const homeMessages = messageSeam('home', {
  en: {
    agenda: 'See the agenda',
    now: 'On now',
    next: 'Coming up',
    first: 'It begins with',
    numbers: 'The event in numbers',
    days: '{count, plural, one {day} other {days}}',
    sessions: '{count, plural, one {session} other {sessions}}',
    speakers: '{count, plural, one {speaker} other {speakers}}',
    rooms: '{count, plural, one {room} other {rooms}}',
    empty: 'The programme is being prepared. Please come back soon.',
  },
  de: {
    agenda: 'Zum Programm',
    now: 'Jetzt',
    next: 'Als Nächstes',
    first: 'So beginnt es',
    numbers: 'Die Veranstaltung in Zahlen',
    days: '{count, plural, one {Tag} other {Tage}}',
    sessions: '{count, plural, one {Programmpunkt} other {Programmpunkte}}',
    speakers: '{count, plural, one {Vortragende Person} other {Vortragende}}',
    rooms: '{count, plural, one {Raum} other {Räume}}',
    empty: 'Das Programm wird vorbereitet. Bitte schauen Sie bald wieder vorbei.',
  },
})

import { messageSeam } from '../../seam/message.ts'

export const agendaMessages = messageSeam('agenda', {
  en: {
    title: 'Agenda',
    summary:
      '{sessions, plural, one {# session} other {# sessions}}. All times are {zone}, at the place of the event.',
    all: 'All tracks',
    days: 'Days',
    tracks: 'Tracks',
    on: 'on now',
    about: 'More',
    minutes: '{count} min',
    empty: 'The programme is being prepared. Please come back soon.',
    none: 'There is nothing in this track.',
  },
  de: {
    title: 'Programm',
    summary:
      '{sessions, plural, one {# Programmpunkt} other {# Programmpunkte}}. Alle Zeiten in {zone}, am Ort der Veranstaltung.',
    all: 'Alle Themen',
    days: 'Tage',
    tracks: 'Themen',
    on: 'läuft',
    about: 'Mehr',
    minutes: '{count} Min.',
    empty: 'Das Programm wird vorbereitet. Bitte schauen Sie bald wieder vorbei.',
    none: 'Zu diesem Thema gibt es nichts.',
  },
})

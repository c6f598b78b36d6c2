import { messageSeam } from '../../seam/message.ts'

export const layoutMessages = messageSeam('layout', {
  en: {
    home: 'Home',
    agenda: 'Agenda',
    menu: 'Main menu',
    languages: 'Language',
    skip: 'Skip to content',
    zone: 'All times are {zone} ({city}).',
  },
  de: {
    home: 'Start',
    agenda: 'Programm',
    menu: 'Hauptmenü',
    languages: 'Sprache',
    skip: 'Zum Inhalt springen',
    zone: 'Alle Zeiten in {zone} ({city}).',
  },
})

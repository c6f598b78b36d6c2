/** What the examples say; no quotes and no markup in it, because it is written into code. */
interface Words {
  readonly agendaButton: string
  readonly agendaTitle: string
  readonly welcome: string
  readonly welcomeText: string
  readonly visit: string
  readonly visitText: string
  readonly questions: string
  readonly answer: string
  readonly sameCompany: string
  readonly room: string
  /** The made-up people's two groups. */
  readonly visitors: string
  readonly exhibitors: string
  /** Titles of the sessions of the made-up programme. */
  readonly sessions: readonly [string, string, string, string, string]
}

const en: Words = {
  agendaButton: 'Plan your visit',
  agendaTitle: 'What is on',
  welcome: 'Good to have you',
  welcomeText: 'This part is yours: say what makes the event worth the journey.',
  visit: 'Your visit',
  visitText: 'How to get there, when the doors open, and what to bring.',
  questions: 'Getting here',
  answer: 'Trams run from the station every ten minutes.',
  sameCompany: 'You two work at the same company.',
  room: 'Main Hall',
  visitors: 'Visitors',
  exhibitors: 'Exhibitors',
  sessions: ['Doors open', 'Opening', 'Workshop', 'Lunch', 'Talk with the audience'],
}

const de: Words = {
  agendaButton: 'Besuch planen',
  agendaTitle: 'Was es gibt',
  welcome: 'Schön, dass Sie kommen',
  welcomeText: 'Dieser Teil ist Ihrer: Sagen Sie, was die Reise lohnt.',
  visit: 'Ihr Besuch',
  visitText: 'Wie man hinkommt, wann es losgeht und was man mitbringt.',
  questions: 'Anreise',
  answer: 'Vom Bahnhof fährt alle zehn Minuten eine Bahn.',
  sameCompany: 'Sie arbeiten beide bei derselben Firma.',
  room: 'Großer Saal',
  visitors: 'Besucher',
  exhibitors: 'Aussteller',
  sessions: ['Einlass', 'Begrüßung', 'Workshop', 'Mittagessen', 'Gespräch mit dem Publikum'],
}

const languages: ReadonlyMap<string, Words> = new Map([
  ['en', en],
  ['de', de],
])

/** The language of a locale: `pt-BR` → `pt`. */
export const languageOf = (locale: string): string => locale.split('-')[0] ?? locale

/** In the locale's language if the examples speak it, else in English. */
export const wordsFor = (locale: string): Words => languages.get(languageOf(locale)) ?? en

export const speaks = (language: string): boolean => languages.has(language)

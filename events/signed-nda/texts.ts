/** Whoever accepted another version is asked again. */
export const VERSION = '2027-1'

export const texts = {
  en: {
    title: 'Before you meet',
    lead: 'Meetings here are confidential. Please read and accept this once.',
    terms: [
      'What you are told in a meeting, and who told you, stays with you and your company for five years.',
      'You take no pictures and no recordings.',
      'What was public before, or what you knew already, is free.',
    ],
    accept: 'I accept',
    accepted: 'You have accepted this agreement.',
  },
  de: {
    title: 'Bevor Sie sich treffen',
    lead: 'Gespräche hier sind vertraulich. Bitte lesen Sie dies einmal und stimmen Sie zu.',
    terms: [
      'Was Ihnen im Gespräch gesagt wird, und von wem, bleibt fünf Jahre bei Ihnen und Ihrer Firma.',
      'Sie machen keine Bilder und keine Aufnahmen.',
      'Was vorher öffentlich war oder was Sie schon wussten, ist frei.',
    ],
    accept: 'Ich stimme zu',
    accepted: 'Sie haben dieser Vereinbarung zugestimmt.',
  },
}

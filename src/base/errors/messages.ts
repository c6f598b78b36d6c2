import { messageSeam } from '../../seam/message.ts'

export const errorMessages = messageSeam('errors', {
  en: {
    missing: 'This page is not here',
    'missing-text': 'The address may be mistyped, or the page was taken down.',
    refused: 'This cannot be done here',
    'refused-text':
      'The page is there, but it does not take what was sent. Please go back and try again.',
    fault: 'This page could not be shown',
    'fault-text':
      'Something is broken on our side, only on this page. Please try again; if it happens once more, tell the organisers this number: {id}.',
    back: 'Back to the start',
  },
  de: {
    missing: 'Diese Seite gibt es nicht',
    'missing-text': 'Vielleicht ist die Adresse vertippt, oder die Seite wurde entfernt.',
    refused: 'Das geht hier nicht',
    'refused-text':
      'Die Seite gibt es, aber sie nimmt das Gesendete nicht an. Bitte gehen Sie zurück und versuchen Sie es noch einmal.',
    fault: 'Diese Seite konnte nicht angezeigt werden',
    'fault-text':
      'Der Fehler liegt bei uns und betrifft nur diese Seite. Bitte versuchen Sie es noch einmal; sollte es wieder geschehen, nennen Sie der Veranstaltung diese Nummer: {id}.',
    back: 'Zurück zum Start',
  },
})

import { messageSeam } from '../../seam/message.ts'

export const peopleMessages = messageSeam('people', {
  // Stands where a name would, in any place of a sentence.
  en: { left: 'Somebody who has left' },
  de: { left: 'Jemand (nicht mehr dabei)' },
  ja: { left: '退会した参加者' },
  ar: { left: 'مشارك سابق' },
})

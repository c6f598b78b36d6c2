import { messageSeam } from '../../seam/message.ts'

export const bookmarkMessages = messageSeam('bookmarks', {
  en: { add: 'Add to my schedule', remove: 'Remove from my schedule' },
  de: { add: 'In meinen Zeitplan', remove: 'Aus meinem Zeitplan nehmen' },
  ja: { add: '自分の予定に追加', remove: '自分の予定から外す' },
  ar: { add: 'إضافة إلى جدولي', remove: 'إزالة من جدولي' },
})

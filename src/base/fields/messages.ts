import { messageSeam } from '../../seam/message.ts'

/** What the base says about an event's own fields; their names are the event's. */
export const fieldMessages = messageSeam('fields', {
  en: {
    yes: 'Yes',
    no: 'No',
    none: 'Not answered',
    all: 'All',
    from: '{label}, from',
    to: '{label}, up to',
    own: 'Seen only by the organisers.',
    contacts: 'Seen only by people you have a confirmed meeting with or whose badge you scanned.',
  },
  de: {
    yes: 'Ja',
    no: 'Nein',
    none: 'Keine Angabe',
    all: 'Alle',
    from: '{label}, von',
    to: '{label}, bis',
    own: 'Nur für die Veranstalter sichtbar.',
    contacts:
      'Nur für Menschen sichtbar, mit denen Sie einen bestätigten Termin haben oder deren Ausweis Sie gescannt haben.',
  },
  ja: {
    yes: 'はい',
    no: 'いいえ',
    none: '未回答',
    all: 'すべて',
    from: '{label}(下限)',
    to: '{label}(上限)',
    own: '主催者にだけ表示されます。',
    contacts: '商談が確定した相手と、名札を読み取った相手にだけ表示されます。',
  },
  ar: {
    yes: 'نعم',
    no: 'لا',
    none: 'بلا إجابة',
    all: 'الكل',
    from: '{label}، من',
    to: '{label}، إلى',
    own: 'يراه المنظمون فقط.',
    contacts: 'يراه فقط من لديكم معه اجتماع مؤكد أو من مسحتم شارته.',
  },
})

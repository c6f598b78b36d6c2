import { messageSeam } from '../../seam/message.ts'

export const offlineMessages = messageSeam('offline', {
  en: {
    title: 'No connection',
    lead: 'This page cannot be reached now. These are kept on your device:',
    retry: 'Try again',
    'as-of': 'Offline. As of {time}.',
    unsent: 'Not sent: there is no connection. Please try again.',
    unreachable: 'There is no connection. What you see may be out of date.',
    scans: 'Scans that wait',
    'scans-text':
      'They are sent as soon as there is a connection. Then you have each other’s contact details.',
    'scans-sent': 'Your scans have been sent.',
    remove: 'Remove',
  },
  de: {
    title: 'Keine Verbindung',
    lead: 'Diese Seite ist gerade nicht zu erreichen. Auf Ihrem Gerät sind:',
    retry: 'Noch einmal versuchen',
    'as-of': 'Ohne Verbindung. Stand {time}.',
    unsent: 'Nicht gesendet: keine Verbindung. Bitte noch einmal versuchen.',
    unreachable: 'Keine Verbindung. Was Sie sehen, kann veraltet sein.',
    scans: 'Wartende Scans',
    'scans-text':
      'Sie werden gesendet, sobald es eine Verbindung gibt. Dann haben Sie beide die Kontaktdaten voneinander.',
    'scans-sent': 'Ihre Scans sind gesendet.',
    remove: 'Entfernen',
  },
  ja: {
    title: '接続できません',
    lead: 'このページは今開けません。端末に保存されているページ:',
    retry: 'もう一度試す',
    'as-of': 'オフラインです。{time}時点の内容です。',
    unsent: '接続がないため送信できませんでした。もう一度お試しください。',
    unreachable: '接続がありません。表示は古い可能性があります。',
    scans: '送信待ちの読み取り',
    'scans-text': '接続が戻りしだい送信され、互いの連絡先が交換されます。',
    'scans-sent': '読み取りを送信しました。',
    remove: '削除',
  },
  ar: {
    title: 'لا يوجد اتصال',
    lead: 'لا يمكن فتح هذه الصفحة الآن. المحفوظ على جهازكم:',
    retry: 'إعادة المحاولة',
    'as-of': 'دون اتصال. كما في {time}.',
    unsent: 'لم يُرسل: لا يوجد اتصال. يرجى المحاولة من جديد.',
    unreachable: 'لا يوجد اتصال. قد يكون ما ترونه قديمًا.',
    scans: 'عمليات مسح تنتظر',
    'scans-text': 'تُرسل فور عودة الاتصال، وعندئذ يحصل كل منكما على بيانات الآخر.',
    'scans-sent': 'أُرسلت عمليات المسح.',
    remove: 'إزالة',
  },
})

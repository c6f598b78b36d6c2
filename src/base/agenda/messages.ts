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
  ja: {
    title: 'プログラム',
    summary: '全{sessions}件。時刻はすべて会場の時間帯({zone})です。',
    all: 'すべてのテーマ',
    days: '日程',
    tracks: 'テーマ',
    on: '進行中',
    about: '詳細',
    minutes: '{count}分',
    empty: 'プログラムは準備中です。しばらくしてからもう一度ご覧ください。',
    none: 'このテーマのセッションはありません。',
  },
  ar: {
    title: 'البرنامج',
    summary:
      '{sessions, plural, zero {لا جلسات} one {جلسة واحدة} two {جلستان} few {# جلسات} other {# جلسة}}. جميع الأوقات بتوقيت {zone} في مكان الحدث.',
    all: 'كل المواضيع',
    days: 'الأيام',
    tracks: 'المواضيع',
    on: 'الآن',
    about: 'المزيد',
    minutes: '{count} د',
    empty: 'البرنامج قيد الإعداد. عودوا إلينا قريبًا.',
    none: 'لا شيء في هذا الموضوع.',
  },
})

import { messageSeam } from '../../seam/message.ts'

export const layoutMessages = messageSeam('layout', {
  en: {
    home: 'Home',
    agenda: 'Agenda',
    menu: 'Main menu',
    languages: 'Language',
    skip: 'Skip to content',
    zone: 'All times are {zone} ({city}).',
    sponsor: 'Presented by',
  },
  de: {
    home: 'Start',
    agenda: 'Programm',
    menu: 'Hauptmenü',
    languages: 'Sprache',
    skip: 'Zum Inhalt springen',
    zone: 'Alle Zeiten in {zone} ({city}).',
    sponsor: 'Präsentiert von',
  },
  ja: {
    home: 'ホーム',
    agenda: 'プログラム',
    menu: 'メインメニュー',
    languages: '言語',
    skip: '本文へ移動',
    zone: '時刻はすべて{zone}({city})です。',
    sponsor: '協賛',
  },
  ar: {
    home: 'الرئيسية',
    agenda: 'البرنامج',
    menu: 'القائمة الرئيسية',
    languages: 'اللغة',
    skip: 'إلى المحتوى',
    zone: 'جميع الأوقات بتوقيت {zone} ({city}).',
    sponsor: 'برعاية',
  },
})

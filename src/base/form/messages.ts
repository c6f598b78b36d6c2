import { messageSeam } from '../../seam/message.ts'

/** What a form says beside a field. */
export const formMessages = messageSeam('form', {
  en: {
    required: 'Please fill this in.',
    'too-long': 'Please keep it to {max} characters; this has {length}.',
    'too-many': 'Please choose no more than {max}; these are {count}.',
    email: 'This does not look like an e-mail address. One looks like name@company.example.',
    characters: 'This contains characters that cannot be shown. Please type it again.',
    choice: 'Please choose one of the list.',
    'not-ticked': 'Please tick the box first.',
    summary:
      'Nothing was saved yet. Please look at {count, plural, one {the field} other {the # fields}} marked below.',
    optional: 'optional',
  },
  de: {
    required: 'Bitte ausfüllen.',
    'too-long': 'Bitte höchstens {max} Zeichen; dies sind {length}.',
    'too-many': 'Bitte höchstens {max} auswählen; dies sind {count}.',
    email: 'Das sieht nicht nach einer E-Mail-Adresse aus. So sieht eine aus: name@firma.example.',
    characters:
      'Hier sind Zeichen enthalten, die nicht angezeigt werden können. Bitte neu eingeben.',
    choice: 'Bitte etwas aus der Liste wählen.',
    'not-ticked': 'Bitte zuerst ankreuzen.',
    summary:
      'Es wurde noch nichts gespeichert. Bitte {count, plural, one {das markierte Feld} other {die # markierten Felder}} prüfen.',
    optional: 'freiwillig',
  },
  ja: {
    required: '入力してください。',
    'too-long': '{max}文字以内にしてください(現在{length}文字)。',
    'too-many': '{max}個まで選べます(現在{count}個)。',
    email: 'メールアドレスの形ではありません。例:name@company.example',
    characters: '表示できない文字が含まれています。入力し直してください。',
    choice: '一覧から選んでください。',
    'not-ticked': '先に印を付けてください。',
    summary: 'まだ保存されていません。印の付いた{count}か所を確認してください。',
    optional: '任意',
  },
  ar: {
    required: 'يرجى ملء هذا الحقل.',
    'too-long': 'الحد الأقصى {max} حرفًا؛ كتبتم {length}.',
    'too-many': 'يمكن اختيار {max} على الأكثر؛ اخترتم {count}.',
    email: 'هذا لا يبدو عنوان بريد إلكتروني. مثال: name@company.example',
    characters: 'يحتوي النص على رموز لا يمكن عرضها. يرجى كتابته من جديد.',
    choice: 'يرجى الاختيار من القائمة.',
    'not-ticked': 'يرجى تحديد المربع أولًا.',
    summary:
      'لم يُحفظ شيء بعد. يرجى مراجعة {count, plural, one {الحقل المشار إليه} two {الحقلين المشار إليهما} few {الحقول الـ# المشار إليها} other {الحقول المشار إليها}}.',
    optional: 'اختياري',
  },
})

import { messageSeam } from '../../seam/message.ts'

export const privacyMessages = messageSeam('privacy', {
  en: {
    title: 'Privacy',
    lead: 'What {event} holds of you, what it may do with it, and how to take it away.',
    'data-title': 'My data',
    'data-text':
      'Everything this event holds of you, in one file that people and programs can read.',
    download: 'Download my data',
    'consents-title': 'What I agree to',
    'consents-lead':
      'None of this is needed to take part. You can take back any of it at any time.',
    'later-events': 'The organiser of {event} may write to me about later events.',
    exhibitors:
      'The organiser of {event} may pass my name, organisation, e-mail address and telephone number on to the exhibitors I met here.',
    agree: 'Agree',
    withdraw: 'Take it back',
    given: 'You agreed on {time}.',
    'given-earlier': 'On {time} you agreed to an earlier text:',
    'asked-again': 'The text is another one now. The earlier one holds only as it was written.',
    'text-changed':
      'The text has changed while you read it, and nothing was recorded. Please read it again.',
    agreed: 'Recorded, word for word as it stood here.',
    'taken-back': 'Taken back.',
    'erase-title': 'Erase me',
    'erase-text': 'You leave the event, and it forgets who you are. This cannot be undone.',
    'erase-look': 'What would happen',
    'erase-lead': 'All of this happens at once, and cannot be undone.',
    'erase-profile': 'Your profile, address, messages, bookmarks, contacts and badge are erased.',
    'erase-coming':
      '{count, plural, =0 {You have no meetings to come.} one {Your meeting to come is cancelled; the other one is told.} other {Your # meetings to come are cancelled; the others are told.}}',
    'erase-open':
      '{count, plural, =0 {You have no open requests.} one {Your open request is ended; the other one is told.} other {Your # open requests are ended; the others are told.}}',
    'erase-past':
      'Meetings that are over stay in the other one’s list, and in the event’s numbers, without your name.',
    'erase-session': 'You are signed out everywhere, and cannot sign in any more.',
    'erase-first': 'Download your data first if you want to keep it.',
    'erase-now': 'Erase me now',
    keep: 'Leave everything as it is',
    'erased-title': 'You are erased',
    'erased-text':
      '{event} does not know you any more. Those who were to meet you are told that it is off.',
    back: 'To the start',
  },
  de: {
    title: 'Datenschutz',
    lead: 'Was {event} über Sie speichert, was damit geschehen darf und wie Sie es löschen.',
    'data-title': 'Meine Daten',
    'data-text':
      'Alles, was diese Veranstaltung über Sie speichert, in einer Datei, die Menschen und Programme lesen können.',
    download: 'Meine Daten herunterladen',
    'consents-title': 'Worin ich einwillige',
    'consents-lead':
      'Nichts davon ist nötig, um teilzunehmen. Alles können Sie jederzeit widerrufen.',
    'later-events': 'Der Veranstalter von {event} darf mir zu späteren Veranstaltungen schreiben.',
    exhibitors:
      'Der Veranstalter von {event} darf meinen Namen, meine Organisation, E-Mail-Adresse und Telefonnummer an die Aussteller weitergeben, die ich hier getroffen habe.',
    agree: 'Einwilligen',
    withdraw: 'Widerrufen',
    given: 'Eingewilligt am {time}.',
    'given-earlier': 'Am {time} haben Sie in einen früheren Text eingewilligt:',
    'asked-again': 'Der Text ist jetzt ein anderer. Der frühere gilt nur so, wie er dastand.',
    'text-changed':
      'Der Text hat sich geändert, während Sie ihn lasen; festgehalten wurde nichts. Bitte lesen Sie ihn noch einmal.',
    agreed: 'Festgehalten, Wort für Wort, wie es hier stand.',
    'taken-back': 'Widerrufen.',
    'erase-title': 'Mich löschen',
    'erase-text':
      'Sie verlassen die Veranstaltung, und sie vergisst, wer Sie sind. Das lässt sich nicht rückgängig machen.',
    'erase-look': 'Was dann geschieht',
    'erase-lead': 'All das geschieht auf einmal und lässt sich nicht rückgängig machen.',
    'erase-profile':
      'Ihr Profil, Ihre Adresse, Nachrichten, Merkliste, Kontakte und Ihr Ausweis werden gelöscht.',
    'erase-coming':
      '{count, plural, =0 {Sie haben keine kommenden Termine.} one {Ihr kommender Termin wird abgesagt; die andere Seite erfährt es.} other {Ihre # kommenden Termine werden abgesagt; die anderen erfahren es.}}',
    'erase-open':
      '{count, plural, =0 {Sie haben keine offenen Anfragen.} one {Ihre offene Anfrage wird beendet; die andere Seite erfährt es.} other {Ihre # offenen Anfragen werden beendet; die anderen erfahren es.}}',
    'erase-past':
      'Vergangene Termine bleiben bei den anderen und in den Zahlen der Veranstaltung stehen, ohne Ihren Namen.',
    'erase-session': 'Sie werden überall abgemeldet und können sich nicht mehr anmelden.',
    'erase-first': 'Laden Sie Ihre Daten vorher herunter, wenn Sie sie behalten wollen.',
    'erase-now': 'Jetzt löschen',
    keep: 'Alles lassen, wie es ist',
    'erased-title': 'Sie sind gelöscht',
    'erased-text':
      '{event} kennt Sie nicht mehr. Wer mit Ihnen verabredet war, erfährt, dass daraus nichts wird.',
    back: 'Zum Start',
  },
  ja: {
    title: 'プライバシー',
    lead: '{event}が保存しているあなたの情報、その利用への同意、削除の方法です。',
    'data-title': '自分のデータ',
    'data-text':
      'このイベントが保存しているあなたの情報すべてを、人にもプログラムにも読める一つのファイルにまとめます。',
    download: 'データをダウンロード',
    'consents-title': '同意していること',
    'consents-lead': 'どれも参加に必要ではありません。いつでも取り消せます。',
    'later-events': '{event}の主催者が、今後のイベントについて私に連絡することに同意します。',
    exhibitors:
      '{event}の主催者が、私の氏名、組織、メールアドレス、電話番号を、会場で商談した出展者に渡すことに同意します。',
    agree: '同意する',
    withdraw: '取り消す',
    given: '{time}に同意しました。',
    'given-earlier': '{time}に、以前の文面に同意しました。',
    'asked-again': '文面が変わりました。以前の同意は、以前の文面のとおりにだけ有効です。',
    'text-changed':
      'お読みになっている間に文面が変わったため、何も記録していません。もう一度お読みください。',
    agreed: '表示された文面のとおりに記録しました。',
    'taken-back': '取り消しました。',
    'erase-title': '自分を削除する',
    'erase-text': 'イベントから退会し、あなたが誰であるかの情報は消去されます。元には戻せません。',
    'erase-look': '削除すると起きること',
    'erase-lead': '次のすべてが一度に行われます。元には戻せません。',
    'erase-profile':
      'プロフィール、メールアドレス、メッセージ、ブックマーク、連絡先、名札が消去されます。',
    'erase-coming':
      '{count, plural, =0 {今後の商談はありません。} other {今後の商談#件が取り消され、相手に通知されます。}}',
    'erase-open':
      '{count, plural, =0 {未回答の申し込みはありません。} other {未回答の申し込み#件が終了し、相手に通知されます。}}',
    'erase-past': '終わった商談は、あなたの名前を除いて、相手の一覧とイベントの集計に残ります。',
    'erase-session': 'すべての端末でサインアウトされ、今後はサインインできません。',
    'erase-first': 'データを手元に残したい場合は、先にダウンロードしてください。',
    'erase-now': '今すぐ削除する',
    keep: 'このままにする',
    'erased-title': '削除しました',
    'erased-text':
      '{event}にあなたの情報はもうありません。予定のあった相手には、取り消しが通知されます。',
    back: '最初のページへ',
  },
  ar: {
    title: 'الخصوصية',
    lead: 'ما يحتفظ به {event} عنكم، وما يجوز له فعله به، وكيف تحذفونه.',
    'data-title': 'بياناتي',
    'data-text': 'كل ما تحتفظ به هذه الفعالية عنكم، في ملف واحد يقرأه الناس والبرامج.',
    download: 'تنزيل بياناتي',
    'consents-title': 'ما أوافق عليه',
    'consents-lead': 'لا شيء من هذا شرط للمشاركة، ويمكنكم سحب أي موافقة في أي وقت.',
    'later-events': 'يجوز لمنظّم {event} أن يراسلني بشأن فعاليات لاحقة.',
    exhibitors:
      'يجوز لمنظّم {event} أن ينقل اسمي ومؤسستي وبريدي الإلكتروني ورقم هاتفي إلى العارضين الذين التقيتهم هنا.',
    agree: 'أوافق',
    withdraw: 'سحب الموافقة',
    given: 'وافقتم في {time}.',
    'given-earlier': 'في {time} وافقتم على نص سابق:',
    'asked-again': 'تغيّر النص الآن. لا تسري الموافقة السابقة إلا كما كُتبت.',
    'text-changed': 'تغيّر النص أثناء قراءتكم ولم يُسجَّل شيء. يرجى قراءته من جديد.',
    agreed: 'سُجّلت الموافقة حرفيًا كما وردت هنا.',
    'taken-back': 'سُحبت الموافقة.',
    'erase-title': 'حذفي',
    'erase-text': 'تغادرون الفعالية وتنسى من أنتم. لا يمكن التراجع عن ذلك.',
    'erase-look': 'ما الذي سيحدث',
    'erase-lead': 'يحدث كل هذا دفعة واحدة ولا يمكن التراجع عنه.',
    'erase-profile': 'يُحذف ملفكم الشخصي وعنوانكم ورسائلكم وجلساتكم المحفوظة وجهات اتصالكم وشارتكم.',
    'erase-coming':
      '{count, plural, =0 {لا اجتماعات قادمة لديكم.} one {يُلغى اجتماعكم القادم ويُبلَّغ الطرف الآخر.} two {يُلغى اجتماعاكم القادمان ويُبلَّغ الطرفان الآخران.} few {تُلغى اجتماعاتكم الـ# القادمة ويُبلَّغ الآخرون.} other {تُلغى اجتماعاتكم القادمة وعددها # ويُبلَّغ الآخرون.}}',
    'erase-open':
      '{count, plural, =0 {لا طلبات مفتوحة لديكم.} one {يُنهى طلبكم المفتوح ويُبلَّغ الطرف الآخر.} two {يُنهى طلباكم المفتوحان ويُبلَّغ الطرفان الآخران.} few {تُنهى طلباتكم الـ# المفتوحة ويُبلَّغ الآخرون.} other {تُنهى طلباتكم المفتوحة وعددها # ويُبلَّغ الآخرون.}}',
    'erase-past': 'تبقى الاجتماعات المنتهية لدى الآخرين وفي أرقام الفعالية من دون اسمكم.',
    'erase-session': 'يُسجَّل خروجكم من كل الأجهزة ولا يمكنكم الدخول بعد ذلك.',
    'erase-first': 'نزّلوا بياناتكم أولًا إن أردتم الاحتفاظ بها.',
    'erase-now': 'احذفوني الآن',
    keep: 'إبقاء كل شيء كما هو',
    'erased-title': 'تم حذفكم',
    'erased-text': 'لم يعد {event} يعرفكم. ويُبلَّغ من كان سيلتقيكم بأن اللقاء أُلغي.',
    back: 'إلى البداية',
  },
})

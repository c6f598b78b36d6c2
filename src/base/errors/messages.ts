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
    closed: 'This has to wait a moment',
    'closed-text':
      'It could not be checked whether you may do this, so nothing was shown or changed. Please try again in a few seconds.',
    stopped: 'This is not open to you',
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
    closed: 'Einen Moment bitte',
    'closed-text':
      'Ob Sie das dürfen, ließ sich gerade nicht prüfen. Deshalb wurde nichts gezeigt und nichts geändert. Bitte versuchen Sie es in ein paar Sekunden noch einmal.',
    stopped: 'Das steht Ihnen nicht offen',
    back: 'Zurück zum Start',
  },
  ja: {
    missing: 'このページはありません',
    'missing-text': 'アドレスの入力ミスか、ページが削除された可能性があります。',
    refused: 'ここではできません',
    'refused-text':
      'ページはありますが、送信された内容を受け付けません。戻ってもう一度お試しください。',
    fault: 'このページを表示できませんでした',
    'fault-text':
      'このページだけに問題が起きています。もう一度お試しください。繰り返す場合は、この番号を主催者にお知らせください: {id}',
    closed: '少しお待ちください',
    'closed-text':
      '許可されているかを確認できなかったため、表示も変更もしていません。数秒後にもう一度お試しください。',
    stopped: 'ご利用いただけません',
    back: '最初に戻る',
  },
  ar: {
    missing: 'هذه الصفحة غير موجودة',
    'missing-text': 'قد يكون العنوان مكتوبًا بشكل خاطئ، أو أُزيلت الصفحة.',
    refused: 'لا يمكن فعل ذلك هنا',
    'refused-text': 'الصفحة موجودة، لكنها لا تقبل ما أُرسل. يُرجى الرجوع والمحاولة مرة أخرى.',
    fault: 'تعذّر عرض هذه الصفحة',
    'fault-text':
      'حدث خلل لدينا في هذه الصفحة فقط. يُرجى المحاولة مرة أخرى، وإذا تكرر فأخبروا المنظمين بهذا الرقم: {id}',
    closed: 'لحظة من فضلكم',
    'closed-text':
      'تعذّر التحقق مما إذا كان ذلك مسموحًا لكم، فلم يُعرض شيء ولم يتغيّر شيء. يُرجى المحاولة بعد ثوانٍ.',
    stopped: 'هذا غير متاح لكم',
    back: 'العودة إلى البداية',
  },
})

interface Text {
  readonly title: string
  readonly lead: string
  readonly sections: readonly (readonly [heading: string, ...paragraphs: string[]])[]
}

export const en: Text = {
  title: 'Visa & travel',
  lead: 'What to sort out before you fly to Casablanca.',
  sections: [
    [
      'Do I need a visa?',
      'Many passports enter for 90 days without one. Rules change: ask the Moroccan embassy of your country, and ask early.',
      'Need a letter of invitation? We send one within three working days to everybody with a ticket.',
    ],
    [
      'From the airport',
      'The train leaves every hour below the arrivals hall; it takes 45 minutes to the station next to the venue.',
      'A taxi has a fixed fare, day and night. Ask for it before you get in.',
    ],
    ['Money', 'Dirhams cannot be had abroad. Cash machines are on the left behind customs.'],
  ],
}

export const ar: Text = {
  title: 'التأشيرة والسفر',
  lead: 'ما ينبغي ترتيبه قبل السفر إلى الدار البيضاء.',
  sections: [
    [
      'هل أحتاج إلى تأشيرة؟',
      'يدخل حاملو جوازات كثيرة لمدة 90 يومًا دون تأشيرة. القواعد تتغير: اسألوا السفارة المغربية في بلدكم مبكرًا.',
      'هل تحتاجون إلى رسالة دعوة؟ نرسلها خلال ثلاثة أيام عمل لكل من لديه تذكرة.',
    ],
    [
      'من المطار',
      'ينطلق القطار كل ساعة من أسفل قاعة الوصول، ويستغرق 45 دقيقة إلى المحطة المجاورة للقاعة.',
      'لسيارة الأجرة سعر ثابت ليلًا ونهارًا. اسألوا عنه قبل الركوب.',
    ],
    ['النقود', 'لا يتوفر الدرهم خارج البلاد. أجهزة الصرف على اليسار بعد الجمارك.'],
  ],
}

import { defineEvent } from 'usher/kit'

export default defineEvent({
  theme: { accent: '#00573f', highlight: '#b3261e', radius: '12px' },
  fields: {
    volume: {
      type: 'number',
      label: { ar: 'حجم الاستيراد السنوي', en: 'Import volume a year' },
      unit: 't',
      min: 0,
      visibility: 'public',
      filterable: true,
    },
    licence: {
      type: 'text',
      label: { ar: 'رقم الرخصة التجارية', en: 'Trade licence no.' },
      hint: { ar: 'كما هو مكتوب في الرخصة.', en: 'As it stands on the licence.' },
      max: 20,
      visibility: 'organisers',
      required: true,
      retention: 30,
    },
  },
})

import type { EventFields } from 'usher/kit'

/** What decides whether two of them talk: how early, and how much. */
export const fields = {
  stage: {
    type: 'choice',
    label: { en: 'Stage' },
    hint: { en: 'Where your company is, or where you invest.' },
    options: {
      idea: { en: 'Idea' },
      seed: { en: 'Seed' },
      growth: { en: 'Growth' },
    },
    visibility: 'public',
    filterable: true,
  },
  ticket: {
    type: 'number',
    label: { en: 'Ticket size' },
    hint: {
      en: 'What one of you puts in, or hopes for. Nobody else sees it; it finds you who fits.',
    },
    unit: 'lakh ₹',
    min: 1,
    visibility: 'organisers',
  },
} as const satisfies EventFields

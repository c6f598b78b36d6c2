import { defineEvent } from 'usher/kit'

const lunch = [{ from: '12:00', to: '13:00' }]

export default defineEvent({
  theme: { accent: '#c8102e', highlight: '#1f4e79', radius: '4px' },
  settings: {
    slotPlan: {
      days: [
        { date: '2027-11-10', from: '10:00', to: '17:00', minutes: 15, gaps: lunch },
        { date: '2027-11-11', from: '10:00', to: '16:00', minutes: 30, gaps: lunch },
      ],
    },
    expiryHours: null,
  },
})

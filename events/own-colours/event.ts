import { defineEvent, image } from 'usher/kit'

// Colours, logo and sponsor. Contrast is looked after: nobody here has to think of dark mode.

const logo = image(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 190 36" fill="#fff">
  <path d="M18 17 15 36h6zM18 16C20 8 19 3 17 0c-3 4-3 11 1 16zm1 1c6 5 11 7 15 6-1-4-8-8-15-6zm-2 0c-7 1-13 4-15 8 4 2 11-1 15-8z"/>
  <text x="44" y="26" font-family="system-ui,sans-serif" font-size="22" font-weight="800">Havvind 27</text>
</svg>`)
const sponsor = image(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 170 36">
  <path d="M2 18h14l5-12 8 24 5-12h10" fill="none" stroke="#d35400" stroke-width="4"/>
  <text x="52" y="25" font-family="system-ui,sans-serif" font-size="19" font-weight="700" fill="#d35400">Fjordkabel</text>
</svg>`)

export default defineEvent({
  theme: {
    accent: '#0a4a5c',
    highlight: '#d35400',
    radius: '2px',
    'font-heading': "'Avenir Next', Futura, 'Trebuchet MS', sans-serif",
    logo,
    banner: sponsor,
    'banner-name': 'Fjordkabel',
    'banner-link': 'https://fjordkabel.example/',
  },
})

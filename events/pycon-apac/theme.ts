import type { EventDefinition } from 'usher/kit'

/** Sunset over the bay. Vermilion carries white text; sun and sea are for shapes. */
const css = `
.py-sun { fill: #ffc53d } .py-far { fill: #8c1d2f } .py-sea { fill: #16213e } .py-near { fill: #0f172c }
.py-line { fill: none; stroke: #ffc53d; stroke-width: 2.5 }
.py-snake, .py-scales, .py-tongue { fill: none; stroke: #3fb68b; stroke-width: 34; stroke-linecap: round }
.py-scales { stroke: #16213e; stroke-width: 5; stroke-dasharray: 1 17; opacity: .55 }
.py-skin { fill: #3fb68b }
.py-tongue { stroke: #ff6b5e; stroke-width: 4 }
.py-hero { position: relative; overflow: hidden; padding-bottom: max(17rem, min(27vw, 22rem), 19vw) }
.py-hero .wrap { position: relative }
.py-hero h1 { font-size: clamp(3rem, 13vw, 8.5rem); line-height: .98; letter-spacing: -.05em }
.py-hero h1 span { color: #ffd978 }
.py-when { margin-block: 1.75rem 2rem; font-size: clamp(1.125rem, 2.4vw, 1.5rem); font-weight: 600; line-height: 1.4 }
.py-bay { position: absolute; overflow: visible; inset: auto 0 0; width: 100%; height: min(100%, clamp(20rem, 38vw, 36rem)) }
.py-rise { transform: translate(850px, 300px) }
@media (min-width: 88rem) { .py-rise { transform: translate(930px, 330px) scale(.72) } }
.py-ways { background: #0f172c; color: #f4f0e6; padding-block: clamp(2rem, 5vw, 3.5rem) }
.py-ways ul { display: grid; gap: 1.75rem 2.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)) }
.py-ways code { font: 700 1.25rem/1.3 ui-monospace, Menlo, Consolas, monospace; color: #ffc53d }
.py-ways p { margin-top: .35rem; max-width: 38ch }
.py-fly { margin-top: clamp(2.5rem, 6vw, 5rem); padding-block: clamp(2.5rem, 6vw, 4.5rem); background: #ffc53d; color: #16213e }
.py-fly h2 { font-size: clamp(1.75rem, 5vw, 3rem) }
.py-fly p { margin-block: .75rem 1.5rem; font-size: 1.125rem; max-width: 48ch }
.py-fly .button { background: #16213e; color: #ffc53d }
.py-fly :focus-visible { outline-color: #16213e }
.py-fly + .foot, main:has(.py-fly) + .foot { margin-top: 0; border: 0 }
.py-route { display: grid; grid-template-columns: max-content 1fr; gap: .5rem 1.5rem; padding: 1.25rem 1.5rem; border-radius: var(--r); background: var(--card) }
.py-route dt { font-weight: 700; font-variant-numeric: tabular-nums }
`

export const theme = {
  accent: '#c2331f',
  highlight: '#0f766e',
  radius: '6px',
  css,
} satisfies EventDefinition['theme']

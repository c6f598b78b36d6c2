import type { EventTheme } from 'usher/kit'

const css = `
.sr-hero { flex: 1; position: relative; overflow: hidden } .sr-hero h1 { max-width: 9ch }
.sr-hero p { margin-block: 1rem; max-width: 46ch; font-size: 1.125rem } .sr-hero .lead { max-width: none }
.sr-rings { position: absolute; inset-block-start: -6rem; inset-inline-end: -4rem; display: flex }
.sr-rings span { width: min(46vw, 24rem); aspect-ratio: 1; border: clamp(1rem, 4vw, 2.5rem) solid #ffd166; border-radius: 50%; opacity: .22 }
.sr-rings span + span { margin-inline-start: -6rem; border-color: #06d6a0 }
.sr-note { font-weight: 700 }
.sr-rounds { list-style: none; margin-block: 2rem; padding: 0; display: grid; gap: .5rem }
.sr-rounds li { display: grid; grid-template-columns: 5.5rem 1fr auto; gap: 1rem; align-items: center; padding: .9rem 1.1rem; background: var(--card); border-radius: var(--r) }
.sr-rounds time { font-weight: 700; font-variant-numeric: tabular-nums }
.sr-rounds span { display: block; color: var(--soft) } .sr-rounds b { font: 800 2rem/1 var(--font-h) }
.sr-now { box-shadow: inset 0 0 0 3px var(--hot) }
.sr-board { margin-block: 2rem; display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)) }
.sr-board li { display: grid; grid-template-columns: auto 1fr; gap: 0 1rem; padding: .9rem 1.1rem; background: var(--card); border-radius: var(--r); font-size: 1.125rem }
.sr-board b { grid-row: span 2; align-self: center; font: 800 2.75rem/1 var(--font-h); color: var(--accent-text) }
`

export const theme: EventTheme = { accent: '#3d1a6e', highlight: '#d6336c', radius: '20px', css }

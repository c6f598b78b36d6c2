import type { EventTheme } from 'usher/kit'

const css = `
.bg-hall { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)) }
.bg-booth { display: flex; flex-direction: column; gap: .6rem; padding: 0 1.1rem 1.1rem; background: var(--card); border: 2px solid var(--accent-text); border-top: 0 }
.bg-front { margin-inline: calc(-1.1rem - 2px); padding: .2rem 1.1rem; background: var(--accent); color: var(--on-accent); font: 800 2rem/1.3 var(--font-h) }
.bg-booth ul { flex: 1 } .bg-booth li { padding-block: .15rem } .bg-booth li span { color: var(--soft) }
.bg-offers { display: flex; flex-wrap: wrap; gap: .4rem; font-size: .875rem }
.bg-offers span { padding: .1rem .6rem; border: 1px solid var(--line); border-radius: 1rem }
`

export const theme: EventTheme = { accent: '#0b6e4f', highlight: '#c2410c', radius: '0px', css }

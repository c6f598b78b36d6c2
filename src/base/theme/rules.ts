const source = `
*, ::before, ::after { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 8rem }
body { margin: 0; min-height: 100svh; display: flex; flex-direction: column; background: var(--paper);
  color: var(--ink); font: 1.0625rem/1.6 var(--font); overflow-wrap: break-word }
main { flex: 1 }
h1, h2, h3 { font-family: var(--font-h); line-height: 1.15; letter-spacing: -.015em; text-wrap: balance; margin: 0 }
p { margin: 0 }
a { color: var(--accent-text); text-underline-offset: .2em }
ul, ol { list-style: none; margin: 0; padding: 0 }
:focus-visible { outline: 3px solid var(--accent-text); outline-offset: 3px; border-radius: 4px }
.wrap { width: 100%; max-width: 70rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2rem) }
.skip { position: absolute; inset-inline-start: 1rem; top: -4rem; padding: .6rem 1rem; background: var(--card);
  border-radius: var(--r); z-index: 3 }
.skip:focus { top: 1rem }
.soft { color: var(--soft) }
.bar { background: var(--card); border-bottom: 1px solid var(--line) }
.bar .wrap { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 2rem; min-height: 4rem; padding-block: .5rem }
.brand { font: 700 1.125rem/1.2 var(--font-h); color: var(--ink); text-decoration: none; margin-inline-end: auto;
  display: flex; align-items: center; gap: .6rem; min-height: 2.75rem }
.brand svg { width: 2rem; height: 2rem; flex: none }
.menu { display: flex; flex-wrap: wrap; gap: .25rem }
.menu a { display: block; padding: .55rem .9rem; border-radius: 99px; color: var(--ink); text-decoration: none; font-weight: 500 }
.menu a:hover { background: var(--paper) }
.menu a[aria-current] { background: var(--accent); color: var(--on-accent) }
.hero { background: var(--accent); color: var(--on-accent); padding-block: clamp(3rem, 9vw, 6.5rem) }
.hero h1 { font-size: clamp(2.5rem, 8vw, 5rem); letter-spacing: -.03em; max-width: 16ch }
.hero .when { font-weight: 600; font-size: clamp(1.0625rem, 2.2vw, 1.375rem); margin-bottom: 1rem }
.hero .where { font-size: clamp(1.0625rem, 2.2vw, 1.375rem); margin-top: 1rem }
.button { display: inline-block; margin-top: 2rem; padding: .8rem 1.6rem; border-radius: 99px; font-weight: 650;
  text-decoration: none; background: var(--on-accent); color: var(--accent) }
.button.solid { background: var(--accent); color: var(--on-accent) }
.button:hover { text-decoration: underline }
.hero :focus-visible { outline-color: var(--on-accent) }
.section { padding-block: clamp(2rem, 5vw, 3.5rem) }
.section > h2, .section > .wrap > h2 { font-size: clamp(1.5rem, 3.5vw, 2.125rem); margin-bottom: 1.25rem }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 1rem }
.card { background: var(--card); border: 1px solid var(--line); border-radius: var(--r); padding: 1.1rem 1.25rem }
.facts { display: flex; flex-wrap: wrap; gap: 1.5rem 3.5rem }
.facts dt { color: var(--soft); font-size: .9375rem }
.facts dd { margin: 0; font: 700 clamp(2rem, 5vw, 3rem)/1.1 var(--font-h); color: var(--accent-text); font-variant-numeric: tabular-nums }
.facts > div { display: flex; flex-direction: column-reverse }
.session h3 { font-size: 1.1875rem }
.session .meta { display: flex; flex-wrap: wrap; gap: .1rem .9rem; color: var(--soft); font-size: .9375rem; margin-bottom: .35rem }
.session .meta time { color: var(--ink); font-weight: 600; font-variant-numeric: tabular-nums }
.session .people { margin-top: .35rem }
.session .track::before { content: ''; display: inline-block; width: .6em; height: .6em; border-radius: 50%;
  background: hsl(var(--hue, 210) 65% 50%); margin-inline-end: .45em }
.session.on { border-color: var(--hot); box-shadow: inset .25rem 0 0 var(--hot) }
.session.on:dir(rtl) { box-shadow: inset -.25rem 0 0 var(--hot) }
.session .live { color: var(--hot); font-weight: 700 }
.session details { margin-top: .6rem }
.session summary { cursor: pointer; color: var(--accent-text); width: fit-content; padding-block: .3rem }
.session details p { margin-top: .35rem; white-space: pre-line; max-width: 68ch }
.head { padding-block: clamp(2rem, 5vw, 3.5rem) 1rem }
.head h1 { font-size: clamp(2rem, 6vw, 3.25rem) }
.head p { margin-top: .6rem }
.tools { position: sticky; top: 0; z-index: 2; background: var(--paper); border-bottom: 1px solid var(--line) }
.tools .wrap { display: flex; gap: .35rem; overflow-x: auto; padding-block: .6rem; scrollbar-width: thin }
.chip { flex: none; padding: .5rem .95rem; border: 1px solid var(--line); border-radius: 99px; text-decoration: none;
  color: var(--ink); background: var(--card); font-size: .9375rem; font-weight: 500 }
.chip[aria-current] { background: var(--accent); border-color: var(--accent); color: var(--on-accent) }
.day { padding-block: 1.5rem 1rem }
.day > h2 { font-size: clamp(1.375rem, 3vw, 1.75rem); margin-bottom: 1rem }
.slot { display: grid; gap: .6rem 1.5rem; padding-block: .75rem; border-top: 1px solid var(--line) }
.slot > time { font: 700 1.125rem/1.4 var(--font-h); font-variant-numeric: tabular-nums; padding-top: .2rem }
@media (min-width: 48rem) { .slot { grid-template-columns: 5.5rem 1fr } }
.prose { max-width: 68ch; padding-block: 0 3rem }
.prose > * + * { margin-top: 1rem }
.prose h2 { font-size: 1.5rem; margin-top: 2.25rem }
.prose ul { list-style: disc; padding-inline-start: 1.25rem }
.empty { padding: 2.5rem 1.5rem; text-align: center; border: 2px dashed var(--line); border-radius: var(--r); color: var(--soft) }
.oops { padding-block: clamp(3rem, 10vw, 7rem) }
.oops h1 { font-size: clamp(2.25rem, 7vw, 4rem) }
.oops p { margin-top: 1rem; max-width: 52ch; font-size: 1.125rem }
.foot { border-top: 1px solid var(--line); margin-top: 3rem; color: var(--soft); font-size: .9375rem }
.foot .wrap { display: flex; flex-wrap: wrap; gap: .5rem 2rem; padding-block: 1.5rem; justify-content: space-between }
.foot nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem }
.foot nav a { padding-block: .35rem }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth } }
@media print { .bar, .tools, .foot, .skip { display: none } .session details::details-content { content-visibility: visible } }
`

/** The base's rules, squeezed: they travel with every page. */
export const rules = source.replaceAll(/\s*\n\s*/g, '').replaceAll(/\s*([{}:;,])\s+/g, '$1')

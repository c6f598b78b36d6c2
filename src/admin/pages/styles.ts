/** The looks of the admin host: one sheet, light and dark, for a phone as for a desk. */
export const STYLES = `
:root { color-scheme: light dark; --ink: #1c2330; --soft: #566074; --paper: #f6f5f2; --card: #fff; --line: #d9d6cf;
  --deep: #24405f; --on-deep: #fff; --bad: #a61e1e; --bad-paper: #fdecea; --good: #1f6b3a; --good-paper: #e6f4ea;
  --wait: #7a4d00; --wait-paper: #fdf1d8; --mark: #24405f }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceae4; --soft: #a8afbd; --paper: #14171d; --card: #1d222b; --line: #343a46; --deep: #a9c7ea;
    --on-deep: #10151c; --bad: #ff9d9d; --bad-paper: #3a1f22; --good: #8fd6a5; --good-paper: #16301f; --wait: #f0c674;
    --wait-paper: #352b15; --mark: #a9c7ea }
}
* { box-sizing: border-box }
html { scroll-padding-top: 1rem }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 ui-sans-serif, system-ui, sans-serif;
  overflow-wrap: anywhere }
a { color: var(--deep); text-underline-offset: .15em }
:focus-visible, input:focus-within { outline: 3px solid var(--deep); outline-offset: 2px; border-radius: 3px }
main:focus { outline: none }
.skip { position: absolute; left: -99rem }
.skip:focus { left: .5rem; top: .5rem; z-index: 1; background: var(--card); padding: .6rem 1rem }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.wrap, main { max-width: 70rem; margin: auto; padding: 0 1.25rem }
main { padding-block: 1.5rem 5rem }
.masthead { background: var(--card); border-bottom: 1px solid var(--line) }
.masthead .wrap { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.5rem; padding-block: .5rem }
.brand { font-weight: 750; letter-spacing: -.02em; font-size: 1.2rem; color: var(--ink); text-decoration: none; padding: .4rem 0 }
.masthead nav { display: flex; flex-wrap: wrap; gap: 0 1.1rem; flex: 1 1 auto }
.masthead nav a, .tabs a { color: var(--soft); text-decoration: none; padding: .6rem 0; min-height: 2.75rem;
  border-bottom: 2px solid transparent }
.masthead nav a:hover, .tabs a:hover { color: var(--ink); border-color: var(--line) }
.masthead nav a[aria-current], .tabs a[aria-current] { color: var(--ink); font-weight: 650; border-color: var(--deep) }
.who { margin: 0; font-size: .9rem; color: var(--soft) }
.who b { color: var(--ink); font-weight: 650; border: 1px solid var(--line); border-radius: 99px; padding: .1rem .6rem; margin-left: .25rem }
.trail ol { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem .5rem; margin: 0 0 .75rem; padding: 0; font-size: .9rem; color: var(--soft) }
.trail li + li::before { content: "/"; margin-right: .5rem; color: var(--line) }
.tabs { display: flex; flex-wrap: wrap; gap: 0 1.25rem; border-bottom: 1px solid var(--line); margin-bottom: 1.75rem }
.tabs a { margin-bottom: -1px }
h1 { font-size: clamp(1.6rem, 4.5vw, 2.2rem); letter-spacing: -.02em; margin: 0 0 1rem; line-height: 1.15 }
h2 { margin: 2.25rem 0 .75rem; font-size: 1.15rem; letter-spacing: -.01em }
.card h2:first-child, section > h2:first-child { margin-top: 0 }
h3 { margin: 1.5rem 0 .25rem; font-size: 1rem }
h3 .soft { font-weight: 400 }
p { margin: 0 0 .75rem }
.lead { font-size: 1.05rem; max-width: 42rem }
.soft, .hint { color: var(--soft) }
code { font: .92em ui-monospace, SFMono-Regular, Menlo, monospace }
pre { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .75rem 1rem; overflow-x: auto; white-space: pre-wrap }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem; margin: 0 0 1.25rem }
.columns { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); align-items: start }
.columns .card { margin: 0 }
.wide { grid-column: 1 / -1 }
.notice { border: 1px solid; border-left-width: 6px; border-radius: 8px; padding: .75rem 1rem; margin: 0 0 1.25rem }
.notice > :last-child, .card > :last-child { margin-bottom: 0 }
.notice ul { margin: .25rem 0; padding-left: 1.25rem }
ul.notice { padding-left: 2.25rem }
.notice a { color: inherit }
.bad { color: var(--bad); background: var(--bad-paper) }
.good { color: var(--good); background: var(--good-paper) }
.wait { color: var(--wait); background: var(--wait-paper) }
p.bad, p.good, p.wait { border-radius: 8px; padding: .75rem 1rem }
.badge { display: inline-block; border-radius: 99px; padding: .05rem .65rem; font-size: .85rem; font-weight: 650; white-space: nowrap;
  border: 1px solid currentColor }
.badge.draft, .badge.archived { color: var(--soft); background: none }
.badge.live, .badge.frozen { color: var(--good); background: var(--good-paper) }
.badge.frozen { color: var(--deep); background: none }
.badge.suspended { color: var(--bad); background: var(--bad-paper) }
dl { margin: 0 }
dl div { display: grid; grid-template-columns: minmax(7rem, 10rem) 1fr; gap: .1rem 1.25rem; padding: .45rem 0 }
dl div + div { border-top: 1px solid var(--line) }
dt { color: var(--soft) }
dd { margin: 0 }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .55rem .75rem .55rem 0; border-bottom: 1px solid var(--line) }
thead th { color: var(--soft); font-weight: 500; font-size: .85rem }
tbody th { font-weight: 600 }
tbody th code { white-space: nowrap }
td .acts { margin: 0 }
.scroll { overflow-x: auto }
.changes { min-width: 26rem }
.changes th { overflow-wrap: normal; white-space: nowrap }
del { text-decoration: none; color: var(--bad) }
ins { text-decoration: none; color: var(--good) }
del::before { content: "− " } ins::before { content: "+ " }
form.line { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin-bottom: 1.25rem }
form.line .field { flex: 1 1 9rem; margin: 0; min-width: 0 }
form.line .field.wider { flex: 3 1 16rem }
form.line .field.narrow { flex: 0 1 18rem }
.field { margin: 0 0 1.1rem }
.field > label { display: block; font-weight: 600; margin-bottom: .25rem }
form.line .field > label { font-weight: 400; color: var(--soft); font-size: .9rem }
.hint { font-size: .9rem; margin: .3rem 0 0 }
.problem { color: var(--bad); font-weight: 600; margin: .3rem 0 0 }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr)); gap: 0 1.25rem }
fieldset { border: 1px solid var(--line); border-radius: 12px; background: var(--card); margin: 0 0 1.25rem; padding: 1rem 1.25rem .25rem; min-width: 0 }
legend { font-weight: 650; padding: 0 .4rem }
input, select, textarea, button, .button { font: inherit; min-height: 2.75rem; padding: .45rem .75rem; border: 1px solid var(--soft);
  border-radius: 8px; background: var(--card); color: var(--ink); max-width: 100% }
input:not([type=checkbox], [type=radio]), select, textarea { width: 100% }
textarea { font: .92em/1.5 ui-monospace, SFMono-Regular, Menlo, monospace; resize: vertical }
input[type=checkbox], input[type=radio] { width: 1.25rem; min-height: 1.25rem; height: 1.25rem; accent-color: var(--deep); margin: 0; flex: none }
[aria-invalid=true] { border-color: var(--bad); border-width: 2px }
.field > label.check { display: flex; gap: .6rem; align-items: center; min-height: 2.75rem; font-weight: 400; margin: 0; color: inherit }
button, .button { display: inline-flex; align-items: center; background: var(--deep); color: var(--on-deep); border-color: var(--deep);
  font-weight: 650; cursor: pointer; text-decoration: none }
button.plain, .button.plain { background: none; color: var(--ink); border-color: var(--soft) }
button.danger { background: var(--bad); border-color: var(--bad); color: var(--paper) }
.button.danger { background: none; border-color: var(--bad); color: var(--bad) }
.acts { display: flex; flex-wrap: wrap; gap: .75rem; align-items: start; margin: .75rem 0 }
.acts form { margin: 0 }
summary { min-height: 2.75rem; padding: .55rem .75rem; border: 1px solid var(--soft); border-radius: 8px; cursor: pointer; width: fit-content }
details[open] > summary { margin-bottom: .75rem }
summary.bare { border: 0; padding-left: 0 }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0 0 1.25rem; padding: 0; list-style: none }
.counts a { display: inline-flex; gap: .4rem; align-items: center; min-height: 2.75rem; padding: .3rem .9rem; border: 1px solid var(--line);
  border-radius: 99px; color: var(--ink); text-decoration: none; background: var(--card) }
.counts a[aria-current] { border-color: var(--deep); box-shadow: inset 0 0 0 1px var(--deep); font-weight: 650 }
.counts b { color: var(--soft); font-weight: 500 }
.empty { text-align: center; padding: 3.5rem 1.25rem; border: 1px dashed var(--soft); border-radius: 12px }
.empty p { max-width: 34rem; margin-inline: auto }
.log { list-style: none; margin: 0; padding: 0 }
.log li { padding: .6rem 0; border-bottom: 1px solid var(--line) }
.log li:last-child { border: 0 }
.log p { margin: 0 }
th .soft { font-weight: 400 }
.strip { margin: 0 0 1rem }
.hint + .card, .hint + fieldset, table + .card { margin-top: 1.25rem }
svg { display: block; overflow: visible }
svg text { fill: var(--soft); font-size: 12px }
svg .line { stroke: var(--line); stroke-width: 2 }
svg .now { stroke: var(--bad); stroke-width: 2 }
svg .nowtext { fill: var(--bad); font-weight: 650 }
svg .bar { fill: var(--mark) }
svg .past { fill: var(--mark) } svg .ahead { fill: var(--card); stroke: var(--mark); stroke-width: 2 }
svg .days { fill: var(--good-paper); stroke: var(--good) }
@media (max-width: 40rem) {
  table.cards, .cards tbody, .cards tr, .cards td, .cards th { display: block }
  .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  .cards tr { border: 1px solid var(--line); border-radius: 12px; background: var(--card); padding: .75rem 1rem; margin-bottom: .75rem }
  .cards th, .cards td { border: 0; padding: .15rem 0 }
  .cards td[data-label]::before { content: attr(data-label) " "; color: var(--soft); font-size: .9rem }
  dl div { grid-template-columns: minmax(6rem, 7.5rem) 1fr; gap: .1rem .75rem }
  .masthead nav { order: 3; flex-basis: 100% }
  .masthead nav, .tabs { flex-wrap: nowrap; overflow-x: auto; gap: 0 .85rem; margin-inline: -.4rem; padding-inline: .4rem }
  .masthead nav a, .tabs a { white-space: nowrap; font-size: .95rem }
  .who { margin-left: auto }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth } }
`

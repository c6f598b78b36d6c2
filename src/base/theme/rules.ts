const source = `
*, ::before, ::after { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 5rem }
body { margin: 0; min-height: 100svh; display: flex; flex-direction: column; background: var(--paper);
  color: var(--ink); font: 1.0625rem/1.55 var(--font); overflow-wrap: anywhere }
main { flex: 1 }
h1, h2, h3 { font-family: var(--font-h); font-weight: 750; line-height: 1.1; letter-spacing: -.02em; text-wrap: balance; hyphens: auto; margin: 0 }
h2 { font-size: clamp(1.375rem, 3vw, 1.75rem) }
h1:dir(rtl) { line-height: 1.4 }
p, dl, dd { margin: 0 }
a { color: var(--accent-text); text-underline-offset: .2em }
ul, .cards { list-style: none; margin: 0; padding: 0 }
summary { cursor: pointer; list-style: none }
summary::-webkit-details-marker { display: none }
:focus-visible { outline: 3px solid var(--accent-text); outline-offset: 2px }
:target { scroll-margin-top: 5rem }
.wrap { width: 100%; max-width: 76rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2.5rem) }
.away { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.skip { position: absolute; inset-inline-start: 1rem; top: -4rem; padding: .6rem 1rem; background: var(--card); z-index: 3 }
.skip:focus { top: 1rem }
.bar, .hero, .head { background: var(--accent); color: var(--on-accent) }
.bar a, .hero a, .head a { color: inherit }
.bar :focus-visible, .hero :focus-visible, .head :focus-visible { outline-color: var(--on-accent) }
.bar .wrap { display: flex; flex-wrap: wrap; align-items: center; gap: 0 2rem; padding-block: .5rem }
.brand { display: flex; align-items: center; gap: .6rem; min-height: 2.75rem; margin-inline-end: auto; font: 750 1.0625rem/1.2 var(--font-h); text-decoration: none }
.brand svg { width: 2rem; height: 2rem; flex: none }
.brand img, .banner img { display: block; height: 2.25rem; max-width: min(16rem, 60vw); object-fit: contain; object-position: 0 }
.banner img { padding: .2rem .6rem; border-radius: min(var(--r), .5rem); background: #fff }
.banner { background: var(--card); border-bottom: 1px solid var(--line); font-size: .9375rem }
.banner .wrap { display: flex; flex-wrap: wrap; gap: 0 .75rem; align-items: center; padding-block: .4rem }
.menu { display: flex; flex-wrap: wrap; gap: 0 1.5rem }
.menu a { display: block; padding-block: .6rem; text-decoration: none; text-underline-offset: .45em; text-decoration-thickness: 2px }
.menu a:hover, .menu a[aria-current] { text-decoration-line: underline }
.menu a:has(.count) { position: relative; padding-inline-end: .5rem }
.count { position: absolute; inset-inline-end: -.9rem; top: .3rem; min-width: 1.25rem; padding-inline: .3rem; border-radius: 1rem; background: var(--on-accent); color: var(--accent);
  font: 700 .75rem/1.25rem var(--font); text-align: center; font-variant-numeric: tabular-nums }
.hero { padding-block: clamp(2.5rem, 8vw, 6rem) clamp(1.5rem, 4vw, 3rem) }
.hero h1 { font-size: clamp(1.75rem, min(13vw, 145vw / var(--longest, 10), 112rem / var(--longest, 10)), 8rem); font-weight: 800;
  line-height: .98; letter-spacing: -.04em; max-width: 14ch }
.lead { display: flex; flex-wrap: wrap; gap: 1.5rem 4rem; align-items: center; justify-content: space-between;
  margin-top: clamp(1.5rem, 4vw, 3rem); font-size: clamp(1.125rem, 2.4vw, 1.5rem); line-height: 1.35 }
.lead strong, .lead p > span { display: block }
.button { display: inline-block; padding: .8rem 1.6rem; border-radius: var(--r); font-size: 1.0625rem; font-weight: 650; text-decoration: none;
  background: var(--accent); color: var(--on-accent) }
.hero .button, .head .button { background: var(--on-accent); color: var(--accent) }
.scores { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 1.5rem 2.5rem; margin-top: clamp(2.5rem, 7vw, 5rem) }
.score { display: block; text-decoration: none }
.score > span { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding-block: .75rem; border-top: 2px solid }
.score svg { display: block; width: 100%; height: calc(var(--lanes) * clamp(1.25rem, 3vw, 2rem)); fill: currentColor }
.score svg:dir(rtl) { transform: scaleX(-1) }
.head { padding-block: clamp(1.5rem, 5vw, 3.5rem) clamp(1.25rem, 3vw, 2rem) }
.head h1 { font-size: clamp(2.25rem, 8vw, 4.5rem); font-weight: 800; letter-spacing: -.035em }
.oops { padding-block: clamp(4rem, 14vw, 11rem) }
.oops .button { margin-top: 2rem }
.head p { margin-top: .75rem; max-width: 60ch }
.section { margin-block: clamp(2.5rem, 6vw, 5rem) }
.section > h2 { margin-bottom: 1.25rem }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: .5rem }
.cards > li { display: grid; gap: .5rem; min-width: 0 }
.session { position: relative; padding: .9rem 1.1rem; padding-inline-end: 2.75rem; border-radius: min(var(--r), 1rem); background: var(--card) }
.tinted { --tone: hsl(calc(var(--hue) + var(--turn)) 62% 47%); background: color-mix(in srgb, var(--tone) 11%, var(--card)) }
.session h3 { font-size: 1.0625rem; line-height: 1.25; letter-spacing: -.01em; text-wrap: pretty }
.session p { font-size: .9375rem; line-height: 1.45; margin-top: .2rem }
.session .when { font-weight: 600; margin: 0 0 .2rem; font-variant-numeric: tabular-nums }
.session .meta { display: flex; flex-wrap: wrap; gap: 0 .9rem; margin-top: .35rem; color: var(--soft) }
.track::before { content: ''; display: inline-block; width: .7em; height: .7em; border-radius: min(var(--r), 50%); background: var(--tone); margin-inline-end: .4em }
.on { box-shadow: inset 0 0 0 2px var(--hot) }
.live { color: var(--hot) }
.session summary { position: absolute; inset: 0; border-radius: inherit }
.session summary::after { content: '+'; position: absolute; top: .45rem; inset-inline-end: .9rem; font-size: 1.5rem; line-height: 1.4; color: var(--soft) }
.session [open] summary { bottom: auto; height: 2.75rem }
.session [open] summary::after { content: '–' }
.session details p { margin-top: .6rem; white-space: pre-line }
.tools { position: sticky; top: 0; z-index: 2; background: var(--paper); border-bottom: 1px solid var(--line) }
.tools .wrap { display: flex; align-items: center; justify-content: space-between; gap: 1.25rem }
.days { display: flex; gap: 1.25rem; overflow-x: auto; scrollbar-width: none }
.days a { flex: none; padding-block: .85rem; font-weight: 600; text-decoration: none }
.days :focus-visible { outline-offset: -3px }
.filter { position: relative }
.filter summary { display: flex; align-items: center; gap: .5rem; max-width: 44vw; min-height: 3.25rem; font-weight: 600 }
.filter summary span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.filter summary::after { content: ''; flex: none; width: .5em; height: .5em; border: solid; border-width: 0 2px 2px 0; transform: translateY(-.15em) rotate(45deg) }
.filter ul { position: absolute; inset-inline-end: 0; width: max-content; max-width: min(24rem, 100vw - 2rem); max-height: 70svh; overflow: auto;
  padding: .5rem; background: var(--card); border-radius: min(var(--r), 1rem); box-shadow: 0 .5rem 2rem #0004, 0 0 0 1px var(--line) }
.filter li a { display: block; padding: .6rem .9rem; color: var(--ink); text-decoration: none }
.filter [aria-current] { font-weight: 700 }
.button:hover, .score:hover strong, .days a:hover, .filter a:hover { text-decoration: underline }
.day { padding-block: clamp(1.75rem, 4vw, 3rem) 0 }
.day > h2 { font-size: clamp(1.5rem, 4vw, 2.25rem); margin-bottom: 1rem }
.rooms { display: none }
.slot { display: grid; grid-template-columns: 4.5rem 1fr; gap: .5rem; padding-block: .25rem }
.slot .cards { grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)) }
.slot > time { font-weight: 700; font-variant-numeric: tabular-nums; font-size: 1rem; padding-top: .9rem; line-height: 1.3; position: sticky; top: 3.5rem; align-self: start }
@media (min-width: 60rem) {
  .section:has(> h2) { display: grid; grid-template-columns: 13rem 1fr; gap: 2.5rem }
  .slot { grid-template-columns: 5.5rem 1fr }
  .table { display: grid; grid-template-columns: 5.5rem repeat(var(--rooms), minmax(0, 1fr)); gap: .5rem }
  .table .slot, .table .cards { display: contents }
  .table time { grid-area: var(--row) / 1; position: static }
  .table li { grid-area: var(--row) / var(--col) / span var(--h) / span var(--w) }
  .table li:not(.wide) .room { display: none }
  .rooms { display: grid; grid-area: 1 / 1 / auto / -1; grid-template-columns: subgrid; position: sticky; top: 3.3rem; z-index: 1; background: var(--paper); padding-block: .6rem; font-weight: 700 }
  .rooms span { padding-inline: 1.1rem }
  .rooms span:first-child { grid-column-start: 2 }
}
.topics a { display: block; padding-block: .4em; font: 750 clamp(1.5rem, 4.6vw, 2.75rem)/1.1 var(--font-h); letter-spacing: -.025em; text-decoration: none; hyphens: auto }
.topics a:hover { text-decoration: underline; text-decoration-thickness: .06em }
.names { display: flex; flex-wrap: wrap; gap: .3rem 1.75rem; font-size: clamp(1.0625rem, 2.2vw, 1.3125rem) }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: 1.5rem }
.facts > div { display: flex; flex-direction: column-reverse; justify-content: start }
.facts dt { color: var(--soft) }
.facts dd { font: 800 clamp(2.75rem, 7vw, 4.5rem)/1 var(--font-h); letter-spacing: -.04em; color: var(--accent-text) }
.prose { padding-block: clamp(1.5rem, 4vw, 3rem) }
.prose > * { max-width: 66ch }
.prose > * + * { margin-top: 1rem }
.prose h2 { margin-top: 2.5rem }
.prose ul { list-style: disc; padding-inline-start: 1.25rem }
.done { margin-bottom: 1.5rem; padding: .8rem 1.1rem; border-inline-start: 4px solid var(--accent-text); background: var(--card); font-weight: 600 }
.narrow { padding-block: clamp(1.5rem, 4vw, 3rem) }
.narrow > * { max-width: 31rem }
.form { display: grid; gap: 1.25rem; justify-items: start }
.form > * { width: 100% }
.form > .button { width: auto }
.form > .problem[role] { padding: .8rem 1.1rem; border-inline-start: 4px solid var(--hot); background: var(--card) }
.field { display: grid; gap: .35rem }
.field > label, legend { font-weight: 650; padding: 0 }
.hint { font-size: .9375rem; color: var(--soft) }
.hint + ul { margin-top: .75rem }
h2.hint { font-family: var(--font); font-weight: 400; letter-spacing: 0 }
.problem { color: var(--hot); font-weight: 600 }
input, select, textarea, button { font: inherit; color: inherit }
input, select, textarea { font-weight: 400 }
[dir=rtl] :placeholder-shown { direction: rtl }
.field > :is(input, select, textarea), .search { width: 100%; min-height: 2.9rem; padding: .6rem .8rem; border: 1px solid var(--soft); border-radius: min(var(--r), .6rem); background: var(--card) }
.field > [aria-invalid] { border-color: var(--hot); border-width: 2px }
.checks { border: 0; margin: 0; padding: 0; min-width: 0 }
.checks > div { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .5rem }
.checks label, .check label { display: flex; align-items: center; gap: .5rem; min-height: 2.75rem }
.checks label { padding: 0 .9rem; border: 1px solid var(--line); border-radius: min(var(--r), 1.4rem); background: var(--card); cursor: pointer }
.checks label:has(:checked) { border-color: var(--accent-text); box-shadow: inset 0 0 0 1px var(--accent-text) }
input[type=checkbox], input[type=radio] { width: 1.2rem; height: 1.2rem; flex: none; accent-color: var(--accent-text) }
button.button { border: 0; cursor: pointer }
.plain { padding: .6rem 0; border: 0; background: none; color: var(--accent-text); text-decoration: underline; text-underline-offset: .2em; cursor: pointer }
.more { margin-top: 2.5rem; border-top: 1px solid var(--line) }
.more > summary { padding-block: 1rem; font-weight: 650; text-decoration: underline; text-underline-offset: .2em }
.filters { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr)); gap: 1rem; align-items: end; margin-bottom: 1.5rem }
.filters > label { display: grid; gap: .3rem; font-weight: 650 }
.filters > label:first-child { grid-column: 1 / -1 }
.filters select { min-height: 2.9rem; width: 100%; padding-inline: .6rem; border: 1px solid var(--soft); border-radius: min(var(--r), .6rem); background: var(--card) }
.person { position: relative; height: 100%; padding: .9rem 1.1rem; border-radius: min(var(--r), 1rem); background: var(--card) }
.person h3 { font-size: 1.125rem }
.person h3 a { color: inherit; text-decoration: none }
.person h3 a::after { content: ''; position: absolute; inset: 0; border-radius: inherit }
.person:hover h3 { text-decoration: underline }
.person p { font-size: .9375rem; line-height: 1.45; margin-top: .25rem }
.tags > span { color: var(--soft) }
.lines { white-space: pre-line }
.fields { display: grid; gap: .75rem }
.fields dt { font-size: .9375rem; color: var(--soft) }
.notice { margin-block: 1.5rem; padding: .8rem 1.1rem; border-inline-start: 4px solid var(--hot); background: var(--card) }
.done.notice { border-color: var(--accent-text) }
.meeting { height: 100%; padding: .9rem 1.1rem; border-radius: min(var(--r), 1rem); background: var(--card) }
.meeting p { font-size: .9375rem; line-height: 1.45; margin-top: .25rem }
.meeting .when { display: flex; flex-wrap: wrap; gap: 0 .75rem; justify-content: space-between; margin: 0 0 .25rem; font-weight: 650; font-variant-numeric: tabular-nums }
.meeting .state { color: var(--soft); font-weight: 400 }
.meeting h3 a { color: inherit }
.actions { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: center; margin-top: .75rem }
.actions .button { padding: .55rem 1.1rem; font-size: 1rem }
.qr { display: block; width: min(100%, 20rem); border-radius: min(var(--r), .6rem) }
.prose .bearer { margin-top: 1rem }
.mark { position: relative; z-index: 1; width: max-content; max-width: 100% }
.mark .plain { padding-bottom: 0; font-size: .9375rem; text-align: start }
.slot small { display: block; font-weight: 400 }
.ways { margin-block: 1rem 0 }
.ways a { padding-block: .6rem }
.empty .actions { justify-content: center }
.empty { margin-block: 3rem; padding: 3rem 1.5rem; text-align: center; border-radius: var(--r); background: var(--card); font-size: 1.125rem }
.note { position: fixed; inset: auto 1rem 1rem; z-index: 3; width: fit-content; max-width: calc(100% - 2rem); margin-inline: auto; padding: .7rem 1.1rem; border-radius: min(var(--r), 1rem);
  background: var(--ink); color: var(--paper); font-weight: 600 }
#as-of:not([hidden]) + .note { bottom: 4.75rem }
body:has(> #as-of:not([hidden])) { padding-bottom: 4.5rem }
#waiting-scans > * + * { margin-top: .5rem }
[aria-busy=true] { opacity: .6; cursor: progress }
.foot { margin-top: clamp(3rem, 7vw, 6rem); border-top: 1px solid var(--line); font-size: .9375rem; color: var(--soft) }
.foot .wrap { display: flex; flex-wrap: wrap; gap: .75rem 3rem; justify-content: space-between; padding-block: 1.5rem }
.foot strong { color: var(--ink) }
.foot nav { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin-block: -.6rem }
.foot nav a { padding-block: .6rem }
.foot [aria-current] { font-weight: 700; text-decoration: none }
@media (max-width: 40rem) {
  .bar nav { min-width: 0; max-width: calc(100% + 2 * max(1rem, 4vw)); margin-inline: calc(-1 * max(1rem, 4vw)) }
  .menu { flex-wrap: nowrap; gap: .5rem; overflow-x: auto; scrollbar-width: none; padding-inline: calc(max(1rem, 4vw) - .5rem); scroll-padding-inline: 4rem }
  .menu a { white-space: nowrap; padding-inline: .5rem }
  .menu a:has(.count) { padding-inline-end: 1rem }
  .count { inset-inline-end: -.4rem }
  .menu [aria-current] { scroll-initial-target: nearest }
  .menu :focus-visible { outline-offset: -3px }
  .filters { grid-template-columns: 1fr 1fr }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth } [aria-busy] { transition: opacity .2s .2s } }
@media print {
  .menu, .tools, .skip, .button, .foot nav, .note { display: none }
  .bar, .hero, .head { background: none; color: inherit }
  .slot, .session { break-inside: avoid }
  .slot > time, .rooms { position: static }
  summary::after { display: none }
  details::details-content { content-visibility: visible; block-size: auto }
}
`

/** The base's rules, squeezed: they travel with every page. */
export const rules = source.replaceAll(/\s*([{};,])\s*/g, '$1').replaceAll(/:\s+/g, ':')

import { AROUND, type EventData, ROWS } from './event-data.ts'

/**
 * An event as its author would write it, some 4.5 KB: five routes, texts in two languages, a theme
 * and a view. `event.tsx` of its folder.
 */
export function eventSource(data: EventData): string {
  return `${head(data)}
${routes(data)}
${view(data)}
export default defineEvent({
  messages: ${messages(data)},
  theme: {
    accent: '${data.accent}',
    highlight: '${data.highlight}',
    radius: '${data.radius}',
    css: \`${styles(data)}\`,
  },
  views: { 'home.facts': Facts },
  routes,
})
`
}

const head = ({
  name,
  noun,
  stands,
  opens,
  closes,
  seats,
}: EventData): string => `import { Hono } from 'hono'
import { html } from 'hono/html'
import { defineEvent, type EventEnv, type HomeProps, readSchedule } from 'usher/kit'

/** Who shows something at ${name}. */
const ${noun} = [
${stands
  .map(
    ({ stand, name: who, country, about }) =>
      `  { stand: '${stand}', name: '${who}', country: '${country}', about: '${about}' },`,
  )
  .join('\n')}
] as const

/** Doors open at ${opens} and close at ${closes}; the stage has ${seats} seats. */
const HOURS = { opens: ${opens}, closes: ${closes} } as const
const SEATS = ${seats}
`

const row = (list: number): string =>
  (ROWS[list] ?? ROWS[0]).replace(/\{(\w+)\}/g, (_, field: string) => `\${one.${field}}`)

function routes({ noun, list, name, city, ways, key }: EventData): string {
  const [open, close] = AROUND[list] ?? AROUND[0]
  const [first = '', second = '', third = ''] = ways
  return `const routes = new Hono<EventEnv>()
  .get('/who', (c) =>
    c.html(html\`<!doctype html><html lang="en"><head><title>\${c.env.tenant.name}</title></head><body><h1>${noun} in ${city}</h1>${open}\${${noun}.map((one) => html\`${row(list)}\`)}${close}<p>\${${noun}.length} in all, \${HOURS.closes - HOURS.opens} hours a day</p></body></html>\`),
  )
  .get('/who/:stand', (c) => {
    const found = ${noun}.find(({ stand }) => stand === c.req.param('stand'))
    if (found === undefined) return c.json({ error: 'No stand ' + c.req.param('stand') }, 404)
    return c.json({ ...found, event: '${key}' })
  })
  .get('/api/${noun}.json', async (c) => {
    const { sessions } = await c.env.store.read(readSchedule, {})
    const countries = new Set(${noun}.map(({ country }) => country))
    return c.json({ ${noun}, countries: [...countries].toSorted(), sessions: sessions.length })
  })
  .get('/way', (c) =>
    c.html(html\`<h1>The way to \${c.env.tenant.name}</h1>
      <p>${first}</p>
      <p>${second} Doors open at \${HOURS.opens}.</p>
      <p>${third}</p>\`),
  )
  .post('/seats', async (c) => {
    const { seats } = await c.req.json<{ seats?: number }>()
    if (seats === undefined || !Number.isInteger(seats) || seats < 1 || seats > SEATS) {
      return c.json({ error: 'Ask for 1 to ' + SEATS + ' seats at ${name}.' }, 400)
    }
    return c.json({ seats, left: SEATS - seats }, 201)
  })
`
}

const view = ({
  prefix,
  noun,
  city,
  slogans,
}: EventData): string => `const Facts = ({ page, facts }: HomeProps) => (
  <section class="wrap ${prefix}-facts">
    <h2>${city} in numbers</h2>
    <p>${slogans[0] ?? ''}</p>
    <dl>
      <dt>${noun}</dt>
      <dd>{${noun}.length}</dd>
      <dt>Sessions at {page.tenant.name}</dt>
      <dd>{facts.sessions}</dd>
    </dl>
    {facts.rooms > 0 && <p class="${prefix}-rooms">In {facts.rooms} rooms, {HOURS.closes - HOURS.opens} hours a day.</p>}
  </section>
)
`

const messages = ({ slogans, city }: EventData): string => `{
    en: {
      'home.agenda': '${slogans[1] ?? ''}',
      'home.first': 'First in ${city}',
      'home.people': '${slogans[2] ?? ''}',
      'agenda.title': '${slogans[3] ?? ''}',
      'errors.missing': '${slogans[4] ?? ''}',
    },
    de: { 'home.first': 'Zuerst in ${city}', 'agenda.title': '${slogans[5] ?? ''}' },
  }`

const styles = ({ prefix, accent, highlight, seats }: EventData): string => `
.${prefix}-facts { padding-block: ${1 + (seats % 5)}rem; border-top: ${1 + (seats % 4)}px solid ${accent} }
.${prefix}-facts h2 { font-size: clamp(1.${seats % 9}rem, ${2 + (seats % 6)}vw, 3.${seats % 7}rem) }
.${prefix}-facts dl { display: grid; gap: ${1 + (seats % 3)}rem; grid-template-columns: max-content 1fr }
.${prefix}-facts dd { color: ${highlight}; font-weight: ${500 + (seats % 4) * 100} }
.${prefix}-rooms { max-width: ${40 + (seats % 30)}ch }
`

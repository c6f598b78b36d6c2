import type { Answers } from './answers.ts'
import type { Piece } from './pieces.ts'
import { languageOf, speaks, wordsFor } from './words.ts'

/**
 * The code that an event begins with. Nothing that somebody typed is in it but what has a strict
 * grammar (languages, colour, the key in a comment): name and place come from the tenant's record.
 * Written the way the formatter writes it.
 */
export function eventSource(key: string, answers: Answers): string {
  const parts = answers.with.map((piece) => PARTS[piece](answers))
  const imported = parts.flatMap(({ imports = [] }) => imports)
  return `${[
    ...(answers.with.includes('route') ? [`import { Hono } from 'hono'`] : []),
    kitImport(['defineEvent', ...imported]),
    '',
    `// What ${key} changes of the base. Every part may go: the base's own takes its place.`,
    '// Names complete in the editor; docs/authors.md has them all.',
    '',
    'export default defineEvent({',
    ...parts.map(({ property }) => property),
    '})',
    ...parts.flatMap(({ component }) => (component === undefined ? [] : ['', component])),
  ].join('\n')}\n`
}

/** What one example adds to the file. */
interface Part {
  /** Its line or lines in the definition. */
  readonly property: string
  /** What it needs of the kit. */
  readonly imports?: readonly string[]
  /** The function that the property names, below the definition. */
  readonly component?: string
}

const PARTS: { readonly [P in Piece]: (answers: Answers) => Part } = {
  messages: (answers) => ({
    property: `  // Texts of the base in your own words, language by language.
  messages: {
${languagesOf(answers)
  .map(
    (language) => `${translate(language, '    ')}    ${language}: {
      'home.agenda': '${wordsFor(language).agendaButton}',
      'agenda.title': '${wordsFor(language).agendaTitle}',
    },`,
  )
  .join('\n')}
  },`,
  }),
  theme: ({ accent }) => ({
    property: `  // Colours, fonts, corners. The base sees to it that text on and in them can be read.
  theme: { accent: '${accent}', radius: '6px' },`,
  }),
  view: (answers) => ({
    property: `  // Components of the base, replaced: same props, your markup.
  views: { home: Home },`,
    imports: ['hero', 'type HomeProps', 'people', 'programme', 'topics'],
    component: home(answers),
  }),
  page: (answers) => ({
    property: `  // Extra pages, also in the menu. The base puts bar, footer and style around them.
  pages: {
    '/visit': {
      title: {
${languagesOf(answers)
  .map(
    (language) =>
      `${translate(language, '        ')}        ${language}: '${wordsFor(language).visit}',`,
  )
  .join('\n')}
      },
      view: Visit,
    },
  },`,
    imports: ['type PageProps'],
    component: visit(answers),
  }),
  route: () => ({
    property: `  // Routes of your own, with the event's capabilities in c.env. The base answers all others.
  routes: new Hono<EventEnv>().get('/api/sessions.json', async (c) => {
    const { sessions } = await c.env.store.read(readSchedule, {})
    return c.json(sessions.map(({ title, room, start }) => ({ title, room, start })))
  }),`,
    imports: ['type EventEnv', 'readSchedule'],
  }),
  guard: () => ({
    property: `  // What has to be done first: who has not said where they work does so before their meetings. It
  // fails closed: while it does not work, nobody sees what it guards.
  guards: {
    meetings: ({ person }) => (person.organisation === '' ? { to: '/me' } : PASS),
  },`,
    imports: ['PASS'],
  }),
  rule: (answers) => ({
    property: `  // What is allowed, besides the base's own conditions. It fails closed, too.
  rules: {
    'meetings.request': ({ from, to }) =>
      from.organisation === to.organisation ? SAME_COMPANY : ALLOW,
  },`,
    imports: ['ALLOW'],
    component: `const SAME_COMPANY = {
  refuse: {
${languagesOf(answers)
  .map(
    (language) =>
      `${translate(language, '    ')}    ${language}: '${wordsFor(language).sameCompany}',`,
  )
  .join('\n')}
  },
} as const`,
  }),
}

function home({ locales: [locale] }: Answers): string {
  const { welcome, welcomeText } = wordsFor(locale)
  return `/** The home page: parts of the base, and a section of yours between them. */
function Home(props: HomeProps) {
  const { page } = props
  return (
    <>
      {page.show(hero, props)}
      <section class="section wrap">
        <h2>${welcome}</h2>
        <p>${welcomeText}</p>
      </section>
      {page.show(programme, props)}
      {page.show(topics, props)}
      {page.show(people, props)}
    </>
  )
}`
}

function visit({ locales: [locale] }: Answers): string {
  const { visit: title, visitText, questions, answer } = wordsFor(locale)
  return `/** An extra page: a band with its title, then running text. */
function Visit({ page }: PageProps) {
  const { name, starts, ends } = page.tenant
  return (
    <>
      <div class="head">
        <div class="wrap">
          <h1>${title}</h1>
          <p>${visitText}</p>
        </div>
      </div>
      <div class="wrap prose">
        <p>
          {name}: {page.formats.days(starts, ends)}
        </p>
        <h2>${questions}</h2>
        <p>${answer}</p>
      </div>
    </>
  )
}`
}

/** Each language once, in the order of the locales. */
const languagesOf = ({ locales }: Answers): readonly string[] => [
  ...new Set(locales.map(languageOf)),
]

const translate = (language: string, indent: string): string =>
  speaks(language) ? '' : `${indent}// In English until somebody translates it.\n`

const WIDTH = 100

/** In one line if it fits, else a name a line. */
function kitImport(names: readonly string[]): string {
  const sorted = names.toSorted((a, b) => bare(a).localeCompare(bare(b), 'en'))
  const line = `import { ${sorted.join(', ')} } from 'usher/kit'`
  return line.length <= WIDTH ? line : `import {\n  ${sorted.join(',\n  ')},\n} from 'usher/kit'`
}

const bare = (name: string): string => name.replace('type ', '')

import type { Attack, AttackKind, Effect } from '../attacks/attack.ts'

const WORDS: Readonly<Record<Effect, string>> = {
  altered: 'changes others’ answers',
  read: 'reads others’ data',
  reached: 'reaches outside',
  forged: 'falsifies the log',
  flooded: 'floods the log',
  cookie: 'sets cookies of other hosts',
  header: 'sends headers that reach further',
  visitors: 'own visitors only',
}

const became = (effects: readonly Effect[]): string =>
  effects.length === 0 ? 'held' : `**${effects.map((effect) => WORDS[effect]).join(', ')}**`

const row = ({ key, tries, build, shared, isolated, note }: Attack): string =>
  `| \`${key}\` | ${tries} | ${build} | ${became(shared)} | ${became(isolated)} | ${note} |`

/** What was tried and what came of it, a table a kind. */
export const isolationTables = (kinds: readonly AttackKind[]): string =>
  kinds
    .map(({ title, attacks }) =>
      [
        `### ${title}`,
        '',
        '| attack | it … | build check | shared lane | isolated lane | what holds it, or what to know |',
        '|---|---|---|---|---|---|',
        ...attacks.map(row),
      ].join('\n'),
    )
    .join('\n\n')

const BEGIN = '<!-- attacks: written by test/node/attacks.test.ts -->\n'
const END = '\n<!-- attacks end -->'

/** The document with these tables in the place of its own. */
export function withTables(document: string, tables: string): string {
  const [before, rest] = document.split(BEGIN)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined) throw new Error('The document has no tables.')
  return `${before}${BEGIN}\n${tables}\n${END}${after}`
}

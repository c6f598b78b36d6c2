import { join, relative, sep } from 'node:path'
import { writeIfChanged } from './generated-file.ts'
import { describeProblems, type Problem } from './problem.ts'

/**
 * Writes `events/refused.gen.ts`: event key → what a build would refuse of its source, a line each.
 * The development Worker shows it on the event's own pages.
 */
export function writeRefused(eventsDir: string, problems: readonly Problem[]): void {
  const byEvent = Map.groupBy(problems, ({ file }) => relative(eventsDir, file).split(sep)[0] ?? '')
  const entries = [...byEvent].map(([key, own]) => [key, describeProblems(own).split('\n')])
  writeIfChanged(
    join(eventsDir, 'refused.gen.ts'),
    `// Generated from the folders beside it; do not edit. Only the development Worker imports it.
export const refused: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>(
  ${JSON.stringify(entries)},
)
`,
  )
}

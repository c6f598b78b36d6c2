import type * as v from 'valibot'
import { importEvents } from '../../admin/endpoints/transfer.ts'
import type { AdminApi } from '../api/admin-api.ts'
import { Failure } from '../exit-codes.ts'
import { apiOf, oneOf, whyOf, writing, type WritingOptions } from '../options.ts'
import { counted, farText, number, Progress } from '../output/progress.ts'
import { table } from '../output/table.ts'
import { readRows } from '../transfer/read-rows.ts'

type Line = v.InferOutput<typeof importEvents.answer>
type Query = v.InferInput<v.StrictObjectSchema<typeof importEvents.query, undefined>>
type Refusal = Extract<Line, { readonly type: 'refusal' }>
type Done = Extract<Line, { readonly type: 'done' }>

interface Options extends WritingOptions {
  readonly mode: 'all' | 'each'
}

const MODES = importEvents.query.mode.wrapped.pipe[0].options

/** `usher import <file>`: many events at once. */
export const importCommand = writing('import')
  .description('create and change many events: a record of JSON a line, as export writes them')
  .argument('<file>', 'events.ndjson; - for stdin')
  .option(
    '--mode <mode>',
    'all: every row or none; each: every row that can be',
    oneOf(MODES),
    'all',
  )
  .addHelpText(
    'after',
    `
A row of an event that is there names the revision it was made from. Exit code 1 when a row was
refused; which, and why, is listed.`,
  )
  .action(async (file: string, options: Options) => {
    const { lines, count } = await readRows(file)
    const query = { ...whyOf(options), mode: options.mode }
    const { refusals, done } = await follow(apiOf(options), { lines, count, query })
    if (options.json === true) {
      for (const line of [...refusals, done]) console.log(JSON.stringify(line))
    } else {
      console.log(words(refusals, done, options))
    }
    if (done.refused > 0) throw new Failure(`Refused: ${counted(done.refused, 'row')}.`)
  })

interface Import {
  readonly lines: string
  readonly count: number
  readonly query: Query
}

async function follow(
  api: AdminApi,
  { lines, count, query }: Import,
): Promise<{ readonly refusals: readonly Refusal[]; readonly done: Done }> {
  const refusals: Refusal[] = []
  const progress = new Progress(`Sending ${counted(count, 'row')}`)
  try {
    for await (const line of api.lines(importEvents, { query, lines })) {
      if (line.type === 'refusal') refusals.push(line)
      else if (line.type === 'progress') {
        progress.say(textOf(line, count))
      } else if (line.type === 'done') return { refusals, done: line }
      else throw new Failure(`${line.detail} (request ${line.requestId})`)
    }
  } finally {
    progress.end()
  }
  throw new Failure('The answer broke off: look what was imported before you try again.')
}

type Step = Extract<v.InferOutput<typeof importEvents.answer>, { readonly type: 'progress' }>

function textOf({ phase, done, total }: Step, count: number): string {
  const rows = total ?? count
  if (phase === 'deciding') return `Deciding on ${counted(rows, 'row')} at once`
  return farText(phase === 'reading' ? 'Reading' : 'Importing', done, rows)
}

function words(refusals: readonly Refusal[], done: Done, { dryRun }: Options): string {
  const { created, changed, unchanged, taken } = done
  const head = dryRun ? 'Would be: ' : taken ? '' : 'Nothing was imported. Would have been: '
  const counts = `${number(created)} created, ${number(changed)} changed, ${number(unchanged)} as they were`
  if (refusals.length === 0) return head + counts
  const rows = refusals.map(({ line, detail }) => [String(line), detail])
  return `${table([['line', 'refused because'], ...rows], { numbers: ['line'] })}\n${head}${counts}`
}

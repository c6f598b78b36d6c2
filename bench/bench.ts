import { mkdirSync, writeFileSync } from 'node:fs'
import { buildProduct, buildWorker } from './build-workers.ts'
import { bundleSection } from './bundle.ts'
import { ownCodeSection, tenantsSection } from './events.ts'
import { runFull } from './full/full.ts'
import { httpEventsSection } from './http-events.ts'
import { httpSection } from './http.ts'
import { lanesSection } from './lanes.ts'
import { describeMachine } from './machine.ts'
import { partsSection } from './parts.ts'
import { FULL, type Plan, QUICK } from './plan.ts'
import { registrySection } from './registry.ts'
import { formatSection, type Section } from './report.ts'
import { seamsSection } from './seams.ts'
import { startUpSection } from './start-up.ts'
import { storeSection } from './store.ts'
import { wholeSection } from './whole.ts'

// npm run bench [-- --quick] [-- --write] [-- --only registry|lanes]
// npm run bench -- --full: many events beside other ways of serving them; see full/full.ts.
//
// What dispatching costs, beside the base alone. --quick takes a quarter of the time, --write keeps
// the result in bench/report/report.md, --only registry measures what people who run events wait for, with
// 10,000 of them, --only lanes one event beside others and in an isolate. Ends with 1 when the machine was too busy for a result that
// counts (two equal workers differed too much); a goal that is missed is marked and ends with 0,
// because other machines have other figures.

const started = performance.now()
const quick = process.argv.includes('--quick')
const sections: Section[] = []
const head = `Usher's benchmark${quick ? ', quick' : ''}\n${describeMachine()}\n`
await (process.argv.includes('--full') ? runFull(process.argv.slice(2)) : runAll())

async function runAll(): Promise<void> {
  console.log(head)
  for await (const section of measure(quick ? QUICK : FULL)) {
    sections.push(section)
    console.log(formatSection(section))
  }
  const tail = verdict()
  console.log(tail)
  if (process.argv.includes('--write')) write(tail)
  if (sections.some(({ counts }) => !counts)) process.exitCode = 1
}

async function* measure(plan: Plan): AsyncGenerator<Section> {
  plan.progress('building')
  const product = await buildProduct()
  if (process.argv.includes('registry')) return yield await registrySection(plan, product)
  if (process.argv.includes('lanes')) return yield await lanesSection(plan, product)
  const [bare, dispatched] = [await buildWorker('bare'), await buildWorker('dispatched')]
  const [loop, minimal] = [await buildWorker('loop'), await buildWorker('minimal')]
  yield await httpSection(plan, { bare, dispatched })
  yield await wholeSection(plan, loop)
  yield await partsSection(plan, loop)
  yield await seamsSection(plan, loop)
  yield await tenantsSection(plan, loop)
  yield await httpEventsSection(plan, await buildWorker('many'))
  yield await ownCodeSection(plan, loop)
  yield await storeSection(plan, await buildWorker('store'))
  yield await lanesSection(plan, product)
  yield await registrySection(plan, product)
  yield bundleSection(product)
  yield await startUpSection(plan, { product, minimal })
}

function verdict(): string {
  const goals = sections.flatMap(({ rows }) => rows.filter(({ goal }) => goal !== undefined))
  const met = goals.filter((row) => row.met === true).length
  const open = goals.filter((row) => row.met === undefined).length
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  return `${met} of ${goals.length} goals met, ${open} not to be told; ${seconds} s`
}

function write(tail: string): void {
  mkdirSync('bench/report', { recursive: true })
  const text = [head, ...sections.map(formatSection), tail].join('\n')
  writeFileSync('bench/report/report.md', `\`\`\`text\n${text}\n\`\`\`\n`)
}

import { parseArgs } from 'node:util'
import { type Build, buildWorker, discard } from '../build/build.ts'
import { size } from '../build/budgets.ts'
import { describeProblems, type Problem } from '../build/problem.ts'

// `npm run build [-- --startup]`: the Worker as it is deployed, one module an event, inspected and
// measured. What is refused is not left behind.

const { startup } = parseArgs({ options: { startup: { type: 'boolean', default: false } } }).values

try {
  const started = performance.now()
  const build = await buildWorker({ startUp: startup, say: (step) => console.log(`${step} …`) })
  const seconds = (performance.now() - started) / 1000
  const fails = build.budgets.filter((budget) => budget.fails)
  const refused: readonly Problem[] = [...build.problems, ...fails]
  const warnings = build.budgets.filter((budget) => !budget.fails)
  if (warnings.length > 0) console.warn(`\nNear a limit:\n${describeProblems(warnings)}`)
  if (refused.length > 0) {
    discard(build)
    console.error(`\nRefused:\n${describeProblems(refused)}\n\nNothing was left to deploy.`)
    process.exit(1)
  }
  console.log(summary(build, seconds))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}

function summary({ bundle, manifest, startUp }: Build, seconds: number): string {
  const { modules, bytes, gzip, events } = bundle
  const biggest = [...events].toSorted(([, a], [, b]) => b.bytes - a.bytes).slice(0, 3)
  const names = biggest.map(([key, event]) => `${key} ${size(event.bytes)}`)
  const opens = Object.values(manifest.events).filter(({ fallsOpen }) => fallsOpen).length
  const lines = [
    `${bundle.dir}: ${events.size} events with code, ${modules.length} modules, ${size(bytes)}, gzip ${size(gzip)}, in ${seconds.toFixed(1)} s`,
    `biggest: ${names.join(', ') || 'none'}`,
    `if its module does not load: ${opens} answered by the base, ${events.size - opens} with 503`,
  ]
  if (startUp !== null) lines.push(`start-up: ${startUp.toFixed(0)} ms`)
  return `\n${lines.join('\n')}`
}

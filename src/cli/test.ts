import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Counts } from '../../test/support/counts-reporter.ts'

// `npm test`: format, lint, types, dead code, then all tests; the counts are the last line. What
// fails does not keep the rest from being seen.

interface Step {
  readonly name: string
  readonly command: string
}

/** The others read what it writes. */
const MAP: Step = { name: 'events map', command: 'node src/cli/map.ts' }

const CHECKS: readonly Step[] = [
  { name: 'format', command: 'oxfmt --check .' },
  { name: 'lint', command: 'oxlint --type-aware' },
  { name: 'types of the Worker', command: 'tsc -p tsconfig.json' },
  { name: 'types of the tools and tests', command: 'tsc -p tsconfig.node.json' },
  { name: 'types of the tests in the runtime', command: 'tsc -p test/workerd' },
  { name: 'types of the script in pages', command: 'tsc -p src/base/client/page' },
  { name: 'types of the service worker', command: 'tsc -p src/base/client/worker' },
  { name: 'dead code', command: 'knip' },
]

const scratch = mkdtempSync(join(tmpdir(), 'usher-test-'))
const countsFile = join(scratch, 'counts.json')
const env = { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false', USHER_COUNTS: countsFile }
const SHELL = { shell: true, env } as const

const failedChecks = [...(await checkAll([MAP])), ...(await checkAll(CHECKS))]
console.log('\n— tests')
const begun = Date.now()
const testing = spawn(['vitest run', ...process.argv.slice(2)].join(' '), {
  ...SHELL,
  stdio: 'inherit',
})
const [status] = (await once(testing, 'close')) as [number | null]
console.log(`  ${secondsSince(begun)}`)
const counts = readCounts()
rmSync(scratch, { recursive: true })

const selected = process.argv.length > 2
for (const { name } of failedChecks) console.log(`Check failed: ${name}`)
for (const name of selected ? [] : counts.empty) console.log(`No test ran in project: ${name}`)
const failed = counts.failed + failedChecks.length + (selected ? 0 : counts.empty.length)
const unexplained = status !== 0 && failed === 0 ? 1 : 0
console.log(`${counts.passed} passed, ${failed + unexplained} failed`)
process.exit(failed + unexplained === 0 ? 0 : 1)

function readCounts(): Counts {
  try {
    return JSON.parse(readFileSync(countsFile, 'utf8')) as Counts
  } catch {
    console.log('The tests ended without counts.')
    return { passed: 0, failed: 1, empty: [] }
  }
}

/** As many at once as there are processors; what each says is shown when it ends. Returns the failed. */
async function checkAll(steps: readonly Step[]): Promise<Step[]> {
  const queue = steps.values()
  const bad: Step[] = []
  const checker = async (): Promise<void> => {
    for (const step of queue) if (!(await passes(step))) bad.push(step)
  }
  await Promise.all(Array.from({ length: availableParallelism() }, checker))
  return bad
}

async function passes({ name, command }: Step): Promise<boolean> {
  const started = Date.now()
  const child = spawn(command, { ...SHELL, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (piece: string) => (said += piece))
  }
  const [code] = (await once(child, 'close')) as [number | null]
  const result = code === 0 ? `ok, ${secondsSince(started)}` : `FAILED: ${command}`
  console.log(`\n— ${name}\n${said}  ${result}`)
  return code === 0
}

function secondsSince(started: number): string {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`
}

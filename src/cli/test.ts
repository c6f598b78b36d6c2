import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { constants, setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Counts } from '../../test/support/counts-reporter.ts'

// `npm test`: all tests, and beside them format, lint, types, dead code; the counts are the last line.
// What fails does not keep the rest from being seen.

interface Step {
  readonly name: string
  readonly command: string
}

interface Checked {
  readonly name: string
  readonly passed: boolean
  readonly said: string
}

/** The others read what it writes. */
const MAP: Step = { name: 'events map', command: 'node src/cli/map.ts' }

// Everything here shares the cores: what divides one's work among all of them, or collects garbage on
// another one, only makes it more.
const TSC = 'tsc --singleThreaded'
const VITEST = 'node --single-threaded-gc node_modules/vitest/vitest.mjs run'

const CHECKS: readonly Step[] = [
  { name: 'format', command: 'oxfmt --check .' },
  { name: 'lint', command: 'oxlint --type-aware' },
  { name: 'types of the Worker', command: `${TSC} -p tsconfig.json` },
  { name: 'types of the tools and tests', command: `${TSC} -p tsconfig.node.json` },
  { name: 'types of the tests in the runtime', command: `${TSC} -p test/workerd` },
  { name: 'types of the script in pages', command: `${TSC} -p src/base/client/page` },
  { name: 'types of the service worker', command: `${TSC} -p src/base/client/worker` },
  { name: 'dead code', command: 'knip' },
]

const scratch = mkdtempSync(join(tmpdir(), 'usher-test-'))
const countsFile = join(scratch, 'counts.json')
const env = {
  ...process.env,
  CI: '1',
  WRANGLER_SEND_METRICS: 'false',
  USHER_COUNTS: countsFile,
  // Many processes load the same modules.
  NODE_COMPILE_CACHE: join(scratch, 'compiled'),
  // Of the linter and of tsc, which are written in Go.
  GOMAXPROCS: '1',
  GOGC: '200',
}
const SHELL = { shell: true, env } as const

const mapped = await check(MAP)
// Tests wait for others as often as they compute: what only computes fits in between.
const checking = checkAll()
console.log('\n— tests')
const begun = Date.now()
const testing = spawn([VITEST, ...process.argv.slice(2)].join(' '), {
  ...SHELL,
  stdio: 'inherit',
})
const [status] = (await once(testing, 'close')) as [number | null]
console.log(`  ${secondsSince(begun)}`)
const checked = [mapped, ...(await checking)]
for (const { said } of checked) console.log(said)
const failedChecks = checked.filter(({ passed }) => !passed)
const counts = readCounts()
rmSync(scratch, { recursive: true, force: true, maxRetries: 3 })

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

/** One after another. */
async function checkAll(): Promise<Checked[]> {
  const outcomes: Checked[] = []
  for (const step of CHECKS) outcomes.push(await check(step))
  return outcomes
}

async function check({ name, command }: Step): Promise<Checked> {
  const started = Date.now()
  const child = spawn(command, { ...SHELL, stdio: ['ignore', 'pipe', 'pipe'] })
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
  let said = ''
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (piece: string) => (said += piece))
  }
  const [code] = (await once(child, 'close')) as [number | null]
  const passed = code === 0
  const result = passed ? `ok, ${secondsSince(started)}` : `FAILED: ${command}`
  return { name, passed, said: `\n— ${name}\n${said}  ${result}` }
}

function secondsSince(started: number): string {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`
}

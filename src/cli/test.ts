import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Counts } from '../../test/support/counts-reporter.ts'

// `npm test`: format, lint, types, dead code, then all tests; the counts are the last line. What
// fails does not keep the rest from being seen.

const CHECKS = [
  { name: 'events map', command: 'node src/cli/map.ts' },
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

const run = (name: string, command: string): boolean => {
  console.log(`\n— ${name}`)
  const started = Date.now()
  const { status } = spawnSync(command, { shell: true, stdio: 'inherit', env })
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  console.log(status === 0 ? `  ok, ${seconds} s` : `  FAILED: ${command}`)
  return status === 0
}

const failedChecks = CHECKS.filter(({ name, command }) => !run(name, command))
const tested = run('tests', ['vitest run', ...process.argv.slice(2)].join(' '))
const counts = readCounts()
rmSync(scratch, { recursive: true })

const selected = process.argv.length > 2
for (const { name } of failedChecks) console.log(`Check failed: ${name}`)
for (const name of selected ? [] : counts.empty) console.log(`No test ran in project: ${name}`)
const failed = counts.failed + failedChecks.length + (selected ? 0 : counts.empty.length)
const unexplained = !tested && failed === 0 ? 1 : 0
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

import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

/** Milliseconds the runtime takes to evaluate a built Worker at start: wrangler's profile window. */
export async function measureStartUp(dir: string): Promise<number> {
  const scratch = mkdtempSync(join(tmpdir(), 'usher-start-up-'))
  const outfile = join(scratch, 'start-up.cpuprofile')
  const wrangler = createRequire(import.meta.url).resolve('wrangler/package.json')
  const args = [
    join(dirname(wrangler), 'bin/wrangler.js'),
    'check',
    'startup',
    `--args=-c ${resolve(dir, 'wrangler.json')}`,
  ]
  try {
    await promisify(execFile)(process.execPath, [...args, '--outfile', outfile], {
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: '1' },
    })
    const profile = JSON.parse(readFileSync(outfile, 'utf8')) as {
      readonly startTime: number
      readonly endTime: number
    }
    return (profile.endTime - profile.startTime) / 1000
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

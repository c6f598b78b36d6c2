import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import type { Plan } from './plan.ts'
import type { Section } from './report.ts'
import { median } from './statistics.ts'

const WRANGLER = 'node_modules/wrangler/bin/wrangler.js'
const PROFILE = 'dist/bench/start-up.cpuprofile'

/** How long the runtime takes to evaluate the product at start, beside a Worker that does nothing. */
export async function startUpSection(
  plan: Plan,
  dists: { readonly product: string; readonly minimal: string },
): Promise<Section> {
  const times = { product: [] as number[], minimal: [] as number[] }
  for (let run = 0; run < plan.startUps; run++) {
    plan.progress(`start-up ${run + 1} of ${plan.startUps}`)
    times.product.push(await profileWindow(dists.product))
    times.minimal.push(await profileWindow(dists.minimal))
  }
  const line = (list: readonly number[]): string =>
    `${median(list).toFixed(1)} ms  (${Math.min(...list).toFixed(1)} to ${Math.max(...list).toFixed(1)})`
  return {
    title: 'Start-up',
    notes: [
      `Profile window of "wrangler check startup", median of ${plan.startUps} runs in turns.`,
    ],
    counts: true,
    rows: [
      {
        what: 'product',
        figures: line(times.product),
        goal: '< 1000 ms',
        met: median(times.product) < 1000,
      },
      { what: 'a Worker that does nothing', figures: line(times.minimal) },
    ],
  }
}

/** Milliseconds of the profile that wrangler takes of a start, of a build with a `wrangler.json`. */
async function profileWindow(dist: string): Promise<number> {
  const args = [WRANGLER, 'check', 'startup', `--args=-c ${dist}/wrangler.json`]
  await promisify(execFile)(process.execPath, [...args, '--outfile', PROFILE], {
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: '1' },
  })
  const profile = JSON.parse(readFileSync(PROFILE, 'utf8')) as {
    readonly startTime: number
    readonly endTime: number
  }
  return (profile.endTime - profile.startTime) / 1000
}

import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'

/** What a figure is worth nothing without. */
export function describeMachine(): string {
  const { version } = JSON.parse(readFileSync('node_modules/workerd/package.json', 'utf8')) as {
    readonly version: string
  }
  const model = cpus()[0]?.model ?? 'unknown'
  const load = (loadavg()[0] ?? 0).toFixed(1)
  return `${availableParallelism()} cores (${model}), load ${load}, Node ${process.version}, workerd ${version}`
}

import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

export interface Counts {
  readonly passed: number
  readonly failed: number
  /** Projects in which no test ran. */
  readonly empty: readonly string[]
}

const PROJECTS = ['unit', 'node', 'isolated', 'workerd', 'fairs', 'browser']

/** Counts tests over all projects, and writes the counts to the file named by `USHER_COUNTS`. */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const ran = new Set<string>()
    let [passed, failed] = [0, unhandled.length]
    for (const module of modules) {
      failed += module.errors().length
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') passed++
        if (state === 'failed') failed++
        if (state === 'passed' || state === 'failed') ran.add(module.project.name)
      }
    }
    const counts: Counts = { passed, failed, empty: PROJECTS.filter((name) => !ran.has(name)) }
    const file = process.env['USHER_COUNTS']
    if (file !== undefined) writeFileSync(file, JSON.stringify(counts))
  }
}

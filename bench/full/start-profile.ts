import { openInspector } from './inspector.ts'
import { startWorkerd } from './workerd.ts'

export interface Start {
  /** Milliseconds of the profile while the main module is imported. */
  readonly window: number
  /** Milliseconds until the process listens. */
  readonly listening: number
}

interface Stopped {
  readonly profile: { readonly startTime: number; readonly endTime: number }
}

/**
 * The start of a build, profiled as `wrangler check startup` does it: a module before the build's own
 * imports it when it is asked for. Without wrangler, which gives up after 10 s and with thousands of
 * modules needs more for its own preparations.
 */
export async function profileStart(dist: string): Promise<Start> {
  const process = await startWorkerd([{ name: 'build', dist, later: true }], { inspect: true })
  try {
    const inspector = await openInspector(process.inspector ?? 0, 'build')
    await inspector.call('Profiler.enable')
    await inspector.call('Profiler.start')
    const answer = await fetch(`http://127.0.0.1:${process.ports.get('build')}/`)
    if ((await answer.text()) !== 'imported') throw new Error(`${dist} does not start.`)
    const { profile } = await inspector.call<Stopped>('Profiler.stop')
    inspector.close()
    return { window: (profile.endTime - profile.startTime) / 1000, listening: process.startedIn }
  } finally {
    await process.stop()
  }
}

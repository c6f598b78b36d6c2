import { openInspector } from './inspector.ts'

/** Reads the heap of one isolate. */
export interface Heap {
  /** Bytes in use after a full collection. */
  used(): Promise<number>
  close(): void
}

/** The process has to be started to be inspected. */
export async function openHeap(port: number, service: string): Promise<Heap> {
  const inspector = await openInspector(port, service)
  await inspector.call('Runtime.enable')
  await inspector.call('Runtime.disable')
  return {
    async used() {
      // Log lines are kept for whoever opens the inspector; without one they are not.
      await inspector.call('Runtime.discardConsoleEntries')
      const contextId = inspector.contextId()
      await inspector.call('Runtime.evaluate', { expression: 'gc(); gc()', contextId })
      return (await inspector.call<{ usedSize: number }>('Runtime.getHeapUsage')).usedSize
    },
    close: () => inspector.close(),
  }
}

import type { ReleaseShelf } from '../../src/isolate-ports.ts'

/** A bucket in this process. */
export interface MemoryShelf extends ReleaseShelf {
  readonly objects: Map<string, { readonly text: string; readonly put: number }>
}

export function memoryShelf(now: () => number): MemoryShelf {
  const objects: MemoryShelf['objects'] = new Map()
  return {
    objects,
    size: async (key) => objects.get(key)?.text.length ?? null,
    text: async (key) => objects.get(key)?.text ?? null,
    put: async (key, bytes) =>
      void objects.set(key, { text: new TextDecoder().decode(bytes), put: now() }),
    remove: async (keys) => {
      for (const key of keys) objects.delete(key)
    },
    list: async () => ({
      objects: [...objects].map(([key, { text, put }]) => ({ key, bytes: text.length, put })),
      next: null,
    }),
  }
}

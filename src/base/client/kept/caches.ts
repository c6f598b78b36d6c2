/** With it begins the name of everything that is kept for an event. */
export const KEPT = 'usher-'

export async function removeCaches(which: (name: string) => boolean): Promise<void> {
  for (const name of await caches.keys()) if (which(name)) await caches.delete(name)
}

import { dirname, join, relative, resolve, sep } from 'node:path'
import type { Plugin } from 'vite'
import { carries, shareOf } from '../shares.ts'
import { findModules, importerOf } from './events-map.ts'
import type { Place } from './place.ts'

/**
 * Builds a place's own events map: the modules it carries, and the shares of the others. The file of
 * the whole map stays as it is, for types, tests and development.
 *
 * @param eventsDir the events' folder, when it is not that of the project
 */
export function sharePlugin(place: Place, eventsDir?: string): Plugin {
  let mapFile = ''
  return {
    name: 'usher:share',
    enforce: 'pre',
    configResolved({ root }) {
      mapFile = join(root, 'events', 'map.gen.ts')
    },
    load(id) {
      if (resolve(id) !== mapFile || (place.kind === 'whole' && eventsDir === undefined))
        return null
      return mapOf(place, eventsDir ?? dirname(mapFile), dirname(mapFile))
    },
  }
}

function mapOf(place: Place, eventsDir: string, from: string): string {
  const lines = [...findModules(eventsDir).modules].map(([key, file]) => {
    const path = `./${relative(from, join(eventsDir, key, file))
      .split(sep)
      .join('/')}`
    const entry = elsewhere(place, key) ?? importerOf(join(eventsDir, key), key, path)
    return `  [${JSON.stringify(key)}, ${entry}],`
  })
  return `export const events = new Map([\n${lines.join('\n')}\n])\n`
}

/** The share that has an event's module; null when it is here. */
function elsewhere(place: Place, key: string): number | null {
  if (place.kind === 'whole') return null
  const isHere = place.kind === 'share' && carries(place.share, key, place.count)
  return isHere ? null : shareOf(key, place.count)
}

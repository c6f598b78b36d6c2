import { resolve } from 'node:path'
import type { WorkerConfig } from '@cloudflare/vite-plugin'
import type { Place } from './place.ts'

/** The name of a share's Worker, from that of the front. */
export const shareName = (front: string, share: number): string => `${front}-share-${share}`

/**
 * Turns the configuration of the one Worker into that of a place. The stores' classes stay in the
 * front's script, so that nothing stored has to move; shares have no address and are reached by the
 * front's bindings alone.
 */
export function placeConfig(config: WorkerConfig, place: Place): void {
  const front = config.name
  if (front === undefined) throw new Error('wrangler.toml has no name; shares are named after it.')
  if (place.kind === 'front') {
    const numbers = Array.from({ length: place.count }, (_, at) => at + 1)
    const doors = numbers.map((share) => ({
      binding: `SHARE_${share}`,
      service: shareName(front, share),
      entrypoint: 'Share',
    }))
    config.services = [...(config.services ?? []), ...doors]
  }
  if (place.kind === 'share') shareConfig(config, front, place.share)
}

function shareConfig(config: WorkerConfig, front: string, share: number): void {
  config.name = shareName(front, share)
  config.main = resolve('src/share.ts')
  for (const binding of config.durable_objects.bindings) binding.script_name ??= front
  config.migrations = []
  config.route = undefined
  config.routes = undefined
  config.workers_dev = false
  config.preview_urls = false
  // What comes by itself comes to the front, once; the stores that ring are there too.
  config.triggers = {}
  config.queues = { producers: [], consumers: [] }
  // It runs what was built into it.
  config.r2_buckets = []
  config.worker_loaders = []
}

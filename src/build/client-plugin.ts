import { join, sep } from 'node:path'
import type { Plugin } from 'vite'
import { CLIENT_DIR, writeClient } from './client.ts'

/** Keeps the built client in step with its source: made before anything is, and again on a change. */
export function clientPlugin(): Plugin {
  return {
    name: 'usher:client',
    configResolved: ({ root }) => writeClient(root),
    configureServer({ watcher, config }) {
      const clientDir = join(config.root, CLIENT_DIR) + sep
      watcher.on('change', (file) => {
        if (!file.startsWith(clientDir) || file.endsWith('.gen.ts')) return
        writeClient(config.root).catch((error: unknown) => config.logger.error(String(error)))
      })
    },
  }
}

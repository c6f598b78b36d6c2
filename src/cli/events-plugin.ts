import { join } from 'node:path'
import type { Plugin } from 'vite'
import { describeProblems, type EventsMapResult, writeEventsMap } from './events-map.ts'

/**
 * Keeps the events map in step with the folders: written before anything is built, and again when a
 * folder comes or goes in development. A build refuses problems; development names them and goes on.
 *
 * @param onChange told when the set of events has changed while serving
 */
export function eventsPlugin(onChange: (result: EventsMapResult) => void = () => {}): Plugin {
  let eventsDir = ''
  return {
    name: 'usher:events',
    configResolved({ root, command, logger }) {
      eventsDir = join(root, 'events')
      const { problems } = writeEventsMap(eventsDir)
      if (problems.length === 0) return
      if (command === 'build') throw new Error(describeProblems(problems))
      logger.warn(describeProblems(problems))
    },
    configureServer({ watcher, config }) {
      const update = (file: string): void => {
        if (!file.startsWith(eventsDir) || !/[\\/]event\.tsx?$/.test(file)) return
        const result = writeEventsMap(eventsDir)
        if (result.problems.length > 0) config.logger.warn(describeProblems(result.problems))
        if (result.changed) onChange(result)
      }
      watcher.on('add', update).on('unlink', update).on('change', update)
    },
    hotUpdate({ server }) {
      // Pages come from the Worker; a browser that shows one is told to ask for it again.
      if (this.environment.name !== 'client')
        server.environments.client.hot.send({ type: 'full-reload' })
    },
  }
}

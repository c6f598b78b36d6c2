import { join, sep } from 'node:path'
import type { Plugin } from 'vite'
import { checkEvents } from './check-events.ts'
import { type EventsMapResult, writeEventsMap } from './events-map.ts'
import { describeProblems, type Problem } from './problem.ts'
import { writeRefused } from './refused-sources.ts'

/** Milliseconds for an editor to finish writing: many empty a file before they fill it. */
const SETTLED = 150

/**
 * Keeps the events map in step with the folders: written before anything is built, and again when a
 * folder comes or goes in development. A build refuses problems; development names them, in the
 * terminal and on the event's pages, and goes on.
 *
 * @param onChange told when an event's module came, went or changed while serving
 */
export function eventsPlugin(onChange: (result: EventsMapResult) => void = () => {}): Plugin {
  let eventsDir = ''
  let sourceDir = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    name: 'usher:events',
    configResolved({ root, command, logger }) {
      eventsDir = join(root, 'events') + sep
      sourceDir = join(root, 'src') + sep
      const { problems } = update(eventsDir)
      if (problems.length === 0) return
      if (command === 'build') throw new Error(describeProblems(problems))
      logger.warn(describeProblems(problems))
    },
    configureServer({ watcher, config }) {
      let told = ''
      const look = (): void => {
        const { map, problems } = update(eventsDir)
        const text = describeProblems(problems)
        if (text !== told && text !== '') config.logger.warn(text)
        told = text
        onChange(map)
      }
      const later = (file: string): void => {
        if (!file.startsWith(eventsDir) || file.endsWith('.gen.ts')) return
        clearTimeout(timer)
        timer = setTimeout(look, SETTLED)
      }
      watcher.on('add', later).on('unlink', later).on('change', later).on('unlinkDir', later)
    },
    hotUpdate({ server, file }) {
      // Pages come from the Worker; a browser that shows one is told to ask for it again.
      const shown = file.startsWith(eventsDir) || file.startsWith(sourceDir)
      if (!shown || this.environment.name === 'client') return
      server.environments.client.hot.send({ type: 'full-reload' })
    },
  }
}

/** Brings what is generated from the events up to date. */
function update(eventsDir: string): { map: EventsMapResult; problems: readonly Problem[] } {
  const map = writeEventsMap(eventsDir)
  const problems = [...map.problems, ...checkEvents(eventsDir)]
  writeRefused(eventsDir, problems)
  return { map, problems }
}

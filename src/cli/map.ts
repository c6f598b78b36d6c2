import { checkEvents } from '../build/check-events.ts'
import { writeClient } from '../build/client.ts'
import { writeEventsMap } from '../build/events-map.ts'
import { describeProblems } from '../build/problem.ts'
import { writeRefused } from '../build/refused-sources.ts'

// `npm run map`: writes the events map and the browser's part, and checks the events' source; refuses what may not be tested or deployed.
await writeClient('.')
const map = writeEventsMap('events')
const problems = [...map.problems, ...checkEvents('events')]
writeRefused('events', problems)
if (problems.length > 0) {
  console.error(describeProblems(problems))
  process.exit(1)
}
console.log(`events map: ${map.keys.length} events`)

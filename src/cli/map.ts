import { writeEventsMap } from '../build/events-map.ts'
import { describeProblems } from '../build/problem.ts'

// `npm run map`: writes the events map; refuses what may not be tested or deployed.
const { keys, problems } = writeEventsMap('events')
if (problems.length > 0) {
  console.error(describeProblems(problems))
  process.exit(1)
}
console.log(`events map: ${keys.length} events`)

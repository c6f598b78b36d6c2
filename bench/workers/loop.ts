import { eventSubjects } from './loop/events.ts'
import { measure, type Subject } from './loop/measure.ts'
import { partSubjects } from './loop/parts.ts'
import { tenantSubjects } from './loop/tenants.ts'
import { wholeSubjects } from './loop/whole.ts'
import { addPing } from './ping.ts'

// Runs pieces of the product in loops inside the isolate, where no socket blurs a microsecond.

interface Ask {
  /** In the order to run them. */
  readonly subjects: readonly string[]
  /** Milliseconds for each. */
  readonly time: number
}

addPing()

const makers = { ...wholeSubjects, ...partSubjects, ...eventSubjects, ...tenantSubjects }
const made = new Map<string, Subject>()

function subject(name: string): Subject {
  const make = new Map(Object.entries(makers)).get(name)
  if (make === undefined) throw new Error(`There is no subject "${name}". Add it under loop/.`)
  const known = made.get(name) ?? make()
  made.set(name, known)
  return known
}

export default {
  async fetch(request, _env, ctx) {
    const { subjects, time } = await request.json<Ask>()
    const answer: Record<string, number> = {}
    for (const name of subjects) answer[name] = await measure(subject(name), time, ctx)
    return Response.json(answer)
  },
} satisfies ExportedHandler

import { eventSubjects } from './loop/events.ts'
import { measure, type Subject } from './loop/measure.ts'
import { partSubjects } from './loop/parts.ts'
import { seamSubjects } from './loop/seams.ts'
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

const makers = {
  ...wholeSubjects,
  ...partSubjects,
  ...eventSubjects,
  ...tenantSubjects,
  ...seamSubjects,
}
const made = new Map<string, Subject>()

async function subject(name: string, ctx: ExecutionContext): Promise<Subject> {
  const known = made.get(name)
  if (known !== undefined) return known
  const make = new Map(Object.entries(makers)).get(name)
  if (make === undefined) throw new Error(`There is no subject "${name}". Add it under loop/.`)
  const fresh: Subject = make()
  await fresh.prepare?.(ctx)
  made.set(name, fresh)
  return fresh
}

export default {
  async fetch(request, _env, ctx) {
    const { subjects, time } = await request.json<Ask>()
    const answer: Record<string, number> = {}
    for (const name of subjects) {
      answer[name] = await measure(await subject(name, ctx), time, ctx)
    }
    return Response.json(answer)
  },
} satisfies ExportedHandler

import * as v from 'valibot'
import { err, ok, type Result, type Tenant } from '../contract.ts'
import { SNAPSHOT_SCHEMA, type Snapshot } from '../snapshot.ts'

const schema = v.object({
  schema: v.literal(SNAPSHOT_SCHEMA),
  event: v.string(),
  storeId: v.string(),
  version: v.number(),
  at: v.number(),
  data: v.record(v.string(), v.object({ shape: v.number(), value: v.unknown() })),
})

/** What a value under an event's key holds, if it is the event's own; else why not, as a sentence. */
export function parseSnapshot(
  text: string,
  { key, storeId }: Pick<Tenant, 'key' | 'storeId'>,
): Result<Snapshot, string> {
  const parsed = v.safeParse(schema, parseJson(text))
  if (!parsed.success) return err('The snapshot does not parse.')
  const { output } = parsed
  if (output.event !== key || output.storeId !== storeId) {
    return err(`The snapshot belongs to "${output.event}" (${output.storeId}) and is not shown.`)
  }
  return ok(output)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

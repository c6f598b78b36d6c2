import type { PeopleList } from '../base/people/store.ts'
import type { Tenant } from '../contract.ts'
import { hashSecret } from '../secret.ts'

/** Where it is remembered: a KV namespace will do. */
export interface PlantedRecords {
  get(key: string): Promise<string | null>
  put(key: string, text: string): Promise<void>
}

/**
 * Remembers the list that an event's people first came from; answers that a later one is not followed.
 * It stands beside the stores in the local data, so that both are cleared together.
 */
export async function notFollowed(
  records: PlantedRecords,
  { key }: Pick<Tenant, 'key'>,
  people: PeopleList | null,
): Promise<readonly string[]> {
  if (people === null) return []
  const digest = await hashSecret(JSON.stringify(people))
  const planted = await records.get(`dev-people:${key}`)
  if (planted === null) await records.put(`dev-people:${key}`, digest)
  return planted === null || planted === digest
    ? []
    : [
        `demo/${key}/people.json has changed, but the event keeps the people it has. To begin anew ` +
          'with it: end npm start, run npm run reset (clears the local data of all events), npm start.',
      ]
}

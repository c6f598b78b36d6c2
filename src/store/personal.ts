import {
  type Command,
  err,
  ok,
  type Query,
  type Result,
  type Sql,
  type StoreContext,
} from '../contract.ts'
import { command, type Personal, type PlainData, query, type StoreFeature } from './feature.ts'

/** What people may do about their own data; nobody may do it for another one. */
export interface PersonalOperations {
  /** What every feature holds of the caller, by the feature's name. */
  readonly read: Query<object, Result<PersonalData, NobodyKnown>>
  /** Takes the caller out of the store. From then on their sessions, links and codes open nothing. */
  readonly erase: Command<object, Result<null, NobodyKnown>>
}

export type PersonalData = Readonly<Record<string, PlainData>>

interface NobodyKnown {
  readonly tag: 'signed-out'
}

export function personalOperations(features: readonly StoreFeature[]): PersonalOperations {
  const holding = features.flatMap(({ name, personal = 'none' }): [string, Personal][] =>
    personal === 'none' ? [] : [[name, personal]],
  )
  return {
    read: query('store.personal-data', (sql, _input, context) => {
      const person = callerOf(context)
      if (person === null) return err({ tag: 'signed-out' })
      return ok(Object.fromEntries(holding.map(([name, its]) => [name, its.export(sql, person)])))
    }),
    erase: command('store.erase-person', (sql, _input, context) => {
      const person = callerOf(context)
      if (person === null) return err({ tag: 'signed-out' })
      const names = holding.flatMap(([, { names: of }]) => of?.(sql, person) ?? [])
      for (const [, { erase }] of holding.toReversed()) erase(sql, person, context)
      forgetKept(sql, person, names)
      return ok(null)
    }),
  }
}

/** Handles for callers: only their names and inputs travel. */
export const { read: readPersonalData, erase: erasePerson } = personalOperations([])

const callerOf = ({ viewer }: StoreContext): string | null =>
  viewer.kind === 'person' ? viewer.id : null

/**
 * What the store itself keeps: answers to the person, answers to others that name them (what is asked
 * again then is done again), and why work failed (a mailer may have named an address).
 */
function forgetKept(sql: Sql, person: string, names: readonly string[]): void {
  const known = [person, ...names.filter(Boolean)]
  const namedIn = (column: string): string =>
    `EXISTS (SELECT 1 FROM json_each(?) WHERE instr(lower(${column}), lower(value)) > 0)`
  sql.all("DELETE FROM _requests WHERE id >= ?1 || ' ' AND id < ?1 || '!'", person)
  sql.all(`DELETE FROM _requests WHERE ${namedIn('answer')}`, JSON.stringify(known.map(asInJson)))
  sql.all(
    `UPDATE _outbox SET error = '' WHERE error IS NOT NULL AND ${namedIn('error')}`,
    JSON.stringify(known),
  )
}

/** A text as it stands in a JSON text. */
const asInJson = (text: string): string => JSON.stringify(text).slice(1, -1)

/** One field before and after; absent where there was, or is, none. */
export interface Change {
  /** From the record inwards: `['theme', 'accent']`. A list is one value. */
  readonly path: readonly string[]
  readonly from?: unknown
  readonly to?: unknown
}

/** What is to be done to `before` to make `after` of it. Both are JSON. */
export function changesBetween(before: JsonObject, after: JsonObject): readonly Change[] {
  const changes: Change[] = []
  compare(before, after, [], changes)
  return changes
}

/** What `before` becomes; the changes are its own. */
export function withChanges(before: JsonObject, changes: readonly Change[]): JsonObject {
  return changes.reduce((state, change) => put(state, change.path, change), before)
}

type JsonObject = Readonly<Record<string, unknown>>

function compare(
  before: JsonObject,
  after: JsonObject,
  path: readonly string[],
  changes: Change[],
): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [from, to] = [own(before, name), own(after, name)]
    const there = [...path, name]
    if (isObject(from) && isObject(to)) compare(from, to, there, changes)
    else if (JSON.stringify(from) !== JSON.stringify(to)) {
      changes.push({
        path: there,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      })
    }
  }
}

function put(state: JsonObject, path: readonly string[], { to }: Change): JsonObject {
  const [name = '', ...deeper] = path
  const rest = Object.entries(state).filter(([other]) => other !== name)
  if (deeper.length === 0) {
    return Object.fromEntries(to === undefined ? rest : [...rest, [name, to]])
  }
  const inner = own(state, name)
  return Object.fromEntries([
    ...rest,
    [name, put(isObject(inner) ? inner : {}, deeper, { path, to })],
  ])
}

/** Names may be those of every object's own methods. */
const own = (object: JsonObject, name: string): unknown =>
  Object.hasOwn(object, name) ? object[name] : undefined

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

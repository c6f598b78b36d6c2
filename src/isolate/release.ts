import * as v from 'valibot'
import { err, ok, type Result } from '../contract.ts'
import { refuseEventKey } from '../event-key.ts'
import { RELEASE_ID } from '../release-id.ts'

/** Version of the manifest's own shape. */
const SCHEMA = 1

const hash = v.pipe(v.string(), v.regex(RELEASE_ID, 'Not a SHA-256, hex.'))
const moduleName = v.pipe(
  v.string(),
  v.regex(/^(?:[\w-]+\/)*[\w.-]+\.js$/, 'Not the name of a module.'),
  v.maxLength(200),
)
const files = v.record(moduleName, hash)

/**
 * What an event is served from in an isolate of its own: base and module as they were built together.
 * The manifest names every module by its content, so that what releases share is stored once. It says
 * nothing of when or by whom it was built: the same source gives the same bytes.
 */
export const releaseSchema = v.strictObject({
  schema: v.literal(SCHEMA),
  event: v.pipe(
    v.string(),
    v.check((key) => refuseEventKey(key) === null, 'Not an event key.'),
  ),
  /** Version of what passes between the router and the release. */
  protocol: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Version of the store's calls that it was built for. */
  store: v.pipe(v.number(), v.integer(), v.minValue(1)),
  compatibilityDate: v.pipe(v.string(), v.isoDate()),
  compatibilityFlags: v.array(v.string()),
  /** Name of the module that the isolate starts with, one of `modules`. */
  main: moduleName,
  /** Name → SHA-256 of its text, sorted by name. */
  modules: files,
  /** Source maps by the name of their module; nobody but the operator reads them. */
  maps: files,
  /** Versions of what it was built of, for people: `hono` → `4.13.19`; `platform` is a hash of the source. */
  versions: v.record(v.string(), v.string()),
  /** What the module overrides, as the build found it; null for the base alone. */
  overrides: v.nullable(
    v.strictObject({
      fallsOpen: v.boolean(),
      seams: v.record(v.string(), v.array(v.unknown())),
    }),
  ),
  /** The module's texts, by locale: mails, which the platform writes, have its words. */
  messages: v.record(v.string(), v.record(v.string(), v.string())),
})

export type Release = v.InferOutput<typeof releaseSchema>

/** Where a module, or a map, of this hash is kept; once, however many releases have it. */
export const moduleKey = (digest: string): string => `modules/${digest}`

/** Where the manifest of a release is kept. */
export const manifestKey = (event: string, id: string): string => `releases/${event}/${id}.json`

/** The text that is hashed and kept: keys sorted at every level, no spaces. */
export const serializeRelease = (release: Release): string => JSON.stringify(sorted(release))

export async function releaseId(release: Release): Promise<string> {
  return sha256(new TextEncoder().encode(serializeRelease(release)))
}

/** The SHA-256 of bytes, hex. */
export async function sha256(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A manifest that was kept, or what is wrong with it. Whether its text is what its id says is the caller's to check. */
export function parseRelease(text: string): Result<Release, string> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return err('It is not JSON.')
  }
  const parsed = v.safeParse(releaseSchema, json)
  if (!parsed.success) {
    const [issue] = parsed.issues
    return err(`${v.getDotPath(issue) ?? 'manifest'}: ${issue.message}`)
  }
  const { main, modules } = parsed.output
  return Object.hasOwn(modules, main)
    ? ok(parsed.output)
    : err('main: It is not among its modules.')
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}

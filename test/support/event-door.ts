import type { OutgoingMail, SqlValue, Store, Tenant } from '../../src/contract.ts'
import { newSession } from '../../src/base/sign-in/session.ts'
import { openSession } from '../../src/base/sign-in/store.ts'
import type { Reply } from './reply.ts'

/** A form as it is sent: by name, or name after name where one comes twice. */
export type FormValues =
  | Readonly<Record<string, string>>
  | readonly (readonly [name: string, value: string])[]

export interface Sent {
  /** Any, in the place of GET, or of POST for a form. */
  readonly method?: string
  readonly cookie?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** Where the page that sends it is from; the event's own when left out, null for one that is not told. */
  readonly origin?: string | null
  readonly form?: FormValues
  readonly json?: unknown
  /** Content of any other type; `headers` says which. */
  readonly content?: string
}

/** A running event, as a test reaches it, whatever it runs on. */
export interface EventDoor {
  readonly tenant: Tenant
  /** Of the event's own pages, as browsers name it. */
  readonly origin: string
  /** The event's store as the platform itself sees it. */
  readonly store: Store
  /** What it has mailed, oldest first. */
  readonly mails: readonly OutgoingMail[]
  /** One request; what is sent comes from the event's own page unless `headers` say otherwise. */
  send(path: string, sent?: Sent): Promise<Reply>
  /** Asks the event's database past all code. */
  sql<Row>(statement: string, ...bindings: SqlValue[]): Promise<readonly Row[]>
}

/** What of a request goes out: browsers name the page's origin with every form. */
export function wireRequest(
  door: Pick<EventDoor, 'origin'>,
  { method, cookie, headers = {}, origin = door.origin, form, json, content }: Sent,
): { readonly method: string; readonly headers: Record<string, string>; readonly body?: string } {
  const body = content ?? (json === undefined ? form && encodeForm(form) : JSON.stringify(json))
  const type = { 'content-type': json === undefined ? FORM_TYPE : 'application/json' }
  return {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(body === undefined ? {} : type),
      ...(body === undefined || origin === null ? {} : { origin }),
      ...(cookie === undefined ? {} : { cookie }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  }
}

const FORM_TYPE = 'application/x-www-form-urlencoded'

const encodeForm = (form: FormValues): string =>
  new URLSearchParams(
    (Array.isArray(form) ? form : Object.entries(form)).map(([name, value]) => [name, value]),
  ).toString()

export interface SignedIn {
  readonly id: string
  readonly cookie: string
  /** The session's id, which is not its secret. */
  readonly session: string
}

/** A new session of somebody on the list. */
export async function signIn({ store }: EventDoor, email: string): Promise<SignedIn> {
  const { secret, ...session } = await newSession()
  const opened = await store.write(openSession, { email, session }, crypto.randomUUID())
  if (!opened.ok) throw new Error(`${email} is not on the list`)
  return { id: opened.value.person, cookie: `__Host-session=${secret}`, session: session.id }
}

/** The first mail to an address with this text in it, as soon as it is there; not among the `first`. */
export async function mailTo(
  door: EventDoor,
  email: string,
  text: string,
  first = 0,
): Promise<OutgoingMail> {
  for (let tries = 0; tries < 400; tries++) {
    const found = door.mails
      .slice(first)
      .find((mail) => mail.to === email && mail.text.includes(text))
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`no mail to ${email} with ${text}`)
}

/** What a store keeps of its own accord: answers to repeated requests, tries that are counted. */
export const KEPT_BY_NATURE = new Set(['_requests', 'sign_in_tries'])

/** Everything the event keeps, table by table, as one text a row. */
export async function readAll(
  door: EventDoor,
  left: ReadonlySet<string> = new Set(),
): Promise<ReadonlyMap<string, readonly string[]>> {
  const tables = await door.sql<{ name: string }>(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
       AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND sql NOT LIKE '%VIRTUAL TABLE%'`,
  )
  const all = new Map<string, readonly string[]>()
  for (const { name } of tables) {
    if (left.has(name)) continue
    const rows = await door.sql<Record<string, unknown>>(`SELECT * FROM "${name}"`)
    all.set(
      name,
      rows.map((row) => JSON.stringify(row)),
    )
  }
  return all
}

import type { AdminHost } from './admin-host.ts'

/** A record to be, with what it needs. */
export const DRAFT = {
  key: 'fair',
  name: 'The Fair',
  timeZone: 'Europe/Berlin',
  locales: ['en'],
  starts: '2027-03-27',
  ends: '2027-03-28',
}

export interface Answer {
  readonly status: number
  readonly etag: string | null
  readonly headers: Headers
  readonly body: Record<string, unknown>
}

/** A request to the admin API with a JSON body, a text is sent as it is; and its answer. */
export async function send(
  host: AdminHost,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const content = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await host.get(`/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: content }),
  })
  return {
    status: response.status,
    etag: response.headers.get('etag'),
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  }
}

export const match = (etag: string | null) => ({ 'if-match': etag ?? '' })
export const as = (token: string) => ({ authorization: `Bearer ${token}` })

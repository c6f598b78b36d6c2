import { expect } from 'vitest'
import { type AdminHost, adminHost } from './admin-host.ts'
import { memoryRegistrar } from './memory-registrar.ts'
import { memoryShelf, type MemoryShelf } from './memory-shelf.ts'
import type { SampleRelease } from './sample-release.ts'

interface Answer {
  readonly status: number
  readonly body: { readonly detail?: string } & Readonly<Record<string, unknown>>
}

/** The admin host in this process, with two events and a place for releases. */
export interface ReleaseDesk {
  readonly shelf: MemoryShelf
  readonly host: AdminHost
  ask(method: string, path: string, body?: object, headers?: object): Promise<Answer>
  /** A page's text. */
  page(path: string): Promise<string>
  /** Sends a module; the status of the answer. */
  put(hash: string, text: string): Promise<number>
  sendAll(sample: SampleRelease): Promise<void>
  record(sample: Pick<SampleRelease, 'manifest'>, key?: string, query?: string): Promise<Answer>
  /** Of the fair. */
  promote(id: string): Promise<Answer>
  /** Lets time pass, in milliseconds. */
  wait(time: number): void
}

/** When it is, at first. */
export const START = Date.UTC(2027, 0, 1)

export async function openReleaseDesk(): Promise<ReleaseDesk> {
  let now = START
  const shelf = memoryShelf(() => now)
  const { registrar } = await memoryRegistrar(() => now)
  for (const key of ['fair', 'other']) {
    const draft = { key, name: key, timeZone: 'UTC', locales: ['en'] }
    const dates = { starts: '2027-03-27', ends: '2027-03-28' }
    await registrar.call('tenants.create', { by: { actor: 'test' }, draft: { ...draft, ...dates } })
  }
  const host = adminHost({
    registrar,
    releases: () => ({ ok: true, value: { shelf, protocol: 1, store: 1 } }),
    clock: { now: () => now },
  })
  const ask: ReleaseDesk['ask'] = async (method, path, body, headers = {}) => {
    const response = await host.get(`/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const told = text === '' ? {} : (JSON.parse(text) as Answer['body'])
    return { status: response.status, body: told }
  }
  const put: ReleaseDesk['put'] = async (hash, text) => {
    const headers = { 'content-type': 'application/octet-stream' }
    const sent = { method: 'PUT', headers, body: text }
    return (await host.get(`/api/v1/modules/${hash}`, sent)).status
  }
  return {
    shelf,
    host,
    ask,
    page: async (path) => (await host.get(path)).text(),
    put,
    async sendAll({ texts }) {
      for (const [hash, text] of texts) expect(await put(hash, text)).toBe(204)
    },
    record: ({ manifest }, key = 'fair', query = '') =>
      ask('POST', `/tenants/${key}/releases${query}`, { manifest }),
    async promote(id) {
      const { body } = await ask('GET', '/tenants/fair')
      const { revision } = body['tenant'] as { readonly revision: number }
      const headers = { 'if-match': `"${revision}"` }
      return ask('POST', `/tenants/fair/releases/${id}/promote`, undefined, headers)
    },
    wait: (time) => void (now += time),
  }
}

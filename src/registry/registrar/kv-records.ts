import type { KvRecords } from './publisher.ts'

/** The platform's KV as the registrar uses it. */
export const kvRecords = (namespace: KVNamespace): KvRecords => ({
  get: (key) => namespace.get(key),
  put: (key, text) => namespace.put(key, text),
  delete: (key) => namespace.delete(key),
  async list(prefix, cursor) {
    const page = await namespace.list({ prefix, cursor })
    return {
      keys: page.keys.map(({ name }) => name),
      cursor: page.list_complete ? null : page.cursor,
    }
  },
})

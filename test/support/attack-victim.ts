/** Stands in everything that no attack may ever get. */
export const CANARY = 'c4n4ry'

/** An event that has something to lose: signed-in people, a cache, a stream, another system it signs in to. */
export const VICTIM = `import { Hono } from 'hono'
import { readOwnProfile } from 'usher/kit'

const kept = { 'Cache-Control': 'max-age=3600' }

export default new Hono()
  .get('/visitors', async (c) => c.json(await c.env.store.read(readOwnProfile, {})))
  .get('/kept', async (c) => {
    const own = 'http://' + c.env.tenant.canonicalHost + '/kept'
    const found = await caches.default.match(own)
    if (found === undefined) await caches.default.put(own, new Response('${CANARY} page', { headers: kept }))
    return new Response(found === undefined ? '${CANARY} page' : await found.text())
  })
  .get('/stream', () => {
    let left = 2
    const pull = (controller) =>
      left-- > 0 ? controller.enqueue(new TextEncoder().encode('${CANARY} piece')) : controller.close()
    return new Response(new ReadableStream({ pull }))
  })
  .get('/call', async (c) => {
    const headers = { Authorization: '${CANARY}' }
    return c.text(await (await c.env.http.fetch('https://api.example.com/', { headers })).text())
  })
  .get('/rejects', (c) => {
    void Promise.reject(new Error('${CANARY} rejected'))
    return c.text('rejected')
  })
  .get('/throws', () => {
    throw new Error('as always')
  })
`

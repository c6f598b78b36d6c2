import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import type { Client } from '../../src/base/client/client.ts'
import { createMatch } from '../../src/base/match.ts'
import type { Base } from '../../src/seam/base.ts'
import { dispatcher } from '../support/dispatcher.ts'
import { tenant } from '../support/tenants.ts'

// What is the same for every event: the script in pages, and what keeps pages.

const file = (path: string, text: string) => ({ path, text, version: `v-${text}` })
const client: Client = {
  script: file('/-/client.1.js', 'script'),
  worker: file('/-/worker.js', 'worker'),
  farewell: file('/-/worker.js', 'farewell'),
}
const SCRIPT = client.script.path
const WORKER = client.worker.path

const everything = new Hono()
  .use('*', async (c) => c.text('Members only.', 401))
  .all('*', (c) => c.text('mine'))

function serve(offline = true) {
  const base = createMatch({ client, offline }) as unknown as Base<never>
  return dispatcher({
    base,
    tenants: [
      tenant('plain'),
      tenant('catching'),
      tenant('broken'),
      tenant('far'),
      tenant('draft', { status: 'draft' }),
    ],
    modules: {
      catching: { default: everything },
      broken: async () => {
        throw new Error('does not load')
      },
      far: 1,
    },
  })
}

const text = async (response: Promise<Response>) => (await response).text()

describe('the client’s files', () => {
  test.each(['plain', 'catching', 'broken', 'far'])(
    'are on the host of an event: %s',
    async (key) => {
      const dispatch = serve()
      const script = await dispatch.get(`http://${key}.localhost${SCRIPT}?x`)
      expect(await script.text()).toBe('script')
      expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
      expect(script.headers.get('x-content-type-options')).toBe('nosniff')
      expect(await text(dispatch.get(`http://${key}.localhost${WORKER}`))).toBe('worker')
      expect(dispatch.faults).toEqual([])
      expect(dispatch.requests[0]).toMatchObject({ event: key, status: 200 })
    },
  )

  test('are on no other host', async () => {
    const dispatch = serve()
    for (const host of ['nobody', 'draft', 'www']) {
      expect((await dispatch.get(`http://${host}.localhost${SCRIPT}`)).status).toBe(404)
    }
  })

  test('leave every other path and method to the event', async () => {
    const dispatch = serve()
    for (const path of ['/-/client.2.js', '/x/-/client.1.js', '/-', `/${SCRIPT}`, `${SCRIPT}/`]) {
      expect(await text(dispatch.get(`http://catching.localhost${path}`))).toBe('Members only.')
    }
    const posted = dispatch.get(`http://catching.localhost${SCRIPT}`, { method: 'POST' })
    expect(await text(posted)).toBe('Members only.')
  })

  test('HEAD is GET without a body', async () => {
    const head = await serve().get(`http://plain.localhost${SCRIPT}`, { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
  })

  test('with nothing to be kept, what keeps pages takes itself away', async () => {
    const dispatch = serve(false)
    const farewell = await dispatch.get(`http://plain.localhost${WORKER}`)
    expect(await farewell.text()).toBe('farewell')
    expect(farewell.headers.get('cache-control')).toBe('no-cache')
  })
})

import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'
import registry from './registry.js'
import stores from './stores.js'

// node node-server.js <built worker> <port>: the worker's fetch behind node:http, bindings as in workerd.

const [, , file, port] = process.argv
const worker = (await import(pathToFileURL(file).href)).default
const env = {
  EVENTS: stores(),
  TENANTS: {
    get: async (key) => {
      const answer = registry.fetch(new Request(`http://kv/${encodeURIComponent(key)}`))
      return answer.ok ? answer.text() : null
    },
  },
}
const context = { waitUntil: () => {}, passThroughOnException: () => {} }

async function respond(asked, answer) {
  const request = new Request(`http://${asked.headers.host}${asked.url}`, {
    method: asked.method,
    headers: asked.headers,
  })
  const response = await worker.fetch(request, env, context)
  const body = Buffer.from(await response.arrayBuffer())
  answer.writeHead(response.status, [...response.headers, ['content-length', body.length]].flat())
  answer.end(body)
}

createServer((asked, answer) => void respond(asked, answer)).listen(Number(port), '127.0.0.1')

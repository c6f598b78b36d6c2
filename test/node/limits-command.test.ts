import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { usher } from '../support/usher-command.ts'

// An event that takes too much, another one beside it, and what the command says of both.

let server: Server
let origin = ''
let busy = false
beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    if (url === '/loop') return void response.destroy()
    if (url !== '/memory') return void response.writeHead(busy ? 503 : 200).end('here')
    busy = true
    setTimeout(() => {
      busy = false
      response.writeHead(503).end()
    }, 300)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

test('usher limits tells what a greedy event did to another one', async () => {
  const { code, out } = await usher('limits', origin, '--beside', `${origin}/agenda`, '--json')
  const [calls, memory, loop] = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(code).toBe(0)
  expect(calls).toMatchObject({ path: '/calls', status: 200, beside: { others: 0 } })
  expect(memory).toMatchObject({ path: '/memory', status: 503 })
  const { others } = (memory as { beside: { others: number } }).beside
  expect(others).toBeGreaterThan(0)
  expect(loop).toMatchObject({ path: '/loop', status: null, beside: { others: 0 } })
})

test('without --json it is a table', async () => {
  const { out } = await usher('limits', origin, '--beside', origin)
  expect(out).toMatch(/^asked +answered +ms +beside +other answers +slowest ms\n\/calls +200 /)
  expect(out).toMatch(/\/loop +nothing /)
})

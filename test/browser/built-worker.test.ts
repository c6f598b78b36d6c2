import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { ask } from '../support/ask.ts'
import { essence } from '../support/reply.ts'

// The bundle as it would be deployed, asked over a socket.

const server = inject('server')
const dist = inject('dist')

const modules = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.js'))
  .map((file) => readFileSync(join(dist, file), 'utf8'))

test('every event is a module of its own, with a source map', () => {
  const files = readdirSync(join(dist, 'assets'))
  const folders = readdirSync('events', { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )
  expect(folders.length).toBeGreaterThanOrEqual(2)
  expect(files.filter((file) => /^event-.*\.js$/.test(file))).toHaveLength(folders.length)
  expect(files.filter((file) => /^event-.*\.js\.map$/.test(file))).toHaveLength(folders.length)
})

test('what every visitor loads has nothing of the admin host', () => {
  const loaded = new Set<string>()
  const load = (file: string): void => {
    if (loaded.has(file)) return
    loaded.add(file)
    const text = readFileSync(file, 'utf8')
    for (const [, path = ''] of text.matchAll(/(?:from|import)\s*"(\.[^"]+)"/g)) {
      load(join(dirname(file), path))
    }
  }
  load(join(dist, 'index.js'))
  const texts = [...loaded].map((file) => readFileSync(file, 'utf8'))
  const ofAdmin = (text: string): boolean => text.includes('cf-access-jwt-assertion')
  expect(modules.filter(ofAdmin)).toHaveLength(1)
  expect(texts.filter(ofAdmin)).toEqual([])
  expect(texts.length).toBeGreaterThan(2)
  expect(texts.join('').length).toBeLessThan(660_000)
})

test('the door for demo data is not in it, nor the one-click sign-in', async () => {
  for (const text of modules) expect(text).not.toMatch(/__dev|local-admin|local admin/)
  const answer = await ask(server, 'localhost', '/__dev/seed', { method: 'POST' })
  expect(answer.status).toBe(302)
})

test('bindings cannot be imported, and nothing is served past the Worker', () => {
  const config = readFileSync('wrangler.toml', 'utf8')
  expect(config).toMatch(/compatibility_flags = \[[^\]]*"disallow_importable_env"/)
  expect(config).not.toMatch(/^\s*\[assets\]/m)
  expect(config).not.toMatch(/^\s*\[cache\]/m)
})

describe('hosts nobody has', () => {
  const hosts = ['nobody.localhost', 'www.localhost', 'a.b.localhost', 'a_b.localhost', '127.0.0.1']

  test('all get the same answer', async () => {
    const answers = await Promise.all(hosts.map((host) => ask(server, host)))
    expect(new Set(answers.map((answer) => JSON.stringify(essence(answer)))).size).toBe(1)
    expect(answers[0]?.status).toBe(404)
  })

  test('forwarded headers name no event', async () => {
    const forwarded = {
      'x-forwarded-host': 'pycon-apac.localhost',
      forwarded: 'host=pycon-apac.localhost',
      'x-host': 'pycon-apac.localhost',
    }
    const answer = await ask(server, 'nobody.localhost', '/', { headers: forwarded })
    expect(answer.status).toBe(404)
  })
})

test('HEAD is GET without a body', async () => {
  const head = await ask(server, 'maritime-expo.localhost', '/agenda', { method: 'HEAD' })
  expect(head).toMatchObject({ status: 200, body: '' })
  expect(head.headers.get('content-type')).toContain('text/html')
})

test('makers-fair: its own app answers its paths, also with its own 404', async () => {
  const own = await ask(server, 'makers-fair.localhost', '/workshops')
  expect(own.status).toBe(200)
  const missing = await ask(server, 'makers-fair.localhost', '/workshops/no-such-workshop')
  expect(missing.status).toBe(404)
  const base = await ask(server, 'makers-fair.localhost', '/no-such-page')
  expect(base.status).toBe(404)
  expect(base.body).toContain('Makers Fair')
  expect(missing.body).not.toBe(base.body)
})

test('pycon-apac: an extra page and an extra route', async () => {
  const page = await ask(server, 'pycon-apac.localhost', '/visa')
  expect(page.status).toBe(200)
  const elsewhere = await ask(server, 'maritime-expo.localhost', '/visa')
  expect(elsewhere.status).toBe(404)
})

test('pages are small and tell the browser how to treat them', async () => {
  const home = await ask(server, 'pycon-apac.localhost', '/')
  expect(home.headers.get('content-security-policy')).toContain("style-src 'self' 'sha256-")
  expect(home.headers.get('x-content-type-options')).toBe('nosniff')
  expect(home.headers.get('vary')).toContain('Accept-Language')
  expect(home.body.length).toBeLessThan(60_000)
})

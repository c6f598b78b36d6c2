import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ask } from '../support/ask.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

// `npm start` in a copy of the project, so that events can be broken there.

const NEEDED = ['src', 'events', 'demo', 'package.json', 'tsconfig.json', 'wrangler.toml']
const ADA = 'fresh-fair'

let project = ''
let running: ChildProcess
let server = ''
let said = ''

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'usher-start-'))
  for (const name of NEEDED) cpSync(name, join(project, name), { recursive: true })
  symlinkSync(resolve('node_modules'), join(project, 'node_modules'))
  await start()
})
afterAll(async () => {
  await stop()
  rmSync(project, { recursive: true, force: true })
})

async function start(): Promise<void> {
  const port = await freePort()
  server = `http://127.0.0.1:${port}`
  said = ''
  running = spawn(resolve('node_modules/.bin/node'), ['src/cli/start.ts'], {
    cwd: project,
    env: { ...process.env, PORT: String(port), NO_COLOR: '1' },
    detached: true,
  })
  running.stdout?.on('data', (text: Buffer) => (said += text.toString()))
  running.stderr?.on('data', (text: Buffer) => (said += text.toString()))
  await vi.waitFor(() => expect(said).toContain('Ctrl-C'), { timeout: 100_000, interval: 100 })
}

/** Ctrl-C, and then until nothing of its process group is left. */
async function stop(): Promise<void> {
  const { pid } = running
  if (pid === undefined || !isAlive(-pid)) return
  process.kill(-pid, 'SIGINT')
  await vi.waitFor(() => expect(isAlive(-pid)).toBe(false), { timeout: 30_000, interval: 50 })
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Not one of those that systems give to whoever asks for any: it may take a while until it is used. */
async function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 10_000)
  const probe = createServer().listen(port, '127.0.0.1')
  const isFree = await once(probe, 'listening').then(
    () => true,
    () => false,
  )
  probe.close()
  return isFree ? port : freePort()
}

const write = (path: string, text: string): void => {
  mkdirSync(join(project, path, '..'), { recursive: true })
  writeFileSync(join(project, path), text)
}

/** `npx usher …`: its exit code and what it printed. */
async function usher(...words: string[]): Promise<{ code: unknown; text: string }> {
  const run = spawn(resolve('node_modules/.bin/node'), ['src/cli/usher.ts', ...words], {
    cwd: project,
    env: { ...process.env, NO_COLOR: '1' },
  })
  let printed = ''
  for (const output of [run.stdout, run.stderr]) {
    output.on('data', (piece: Buffer) => (printed += piece.toString()))
  }
  const code = await new Promise((done) => run.once('close', done))
  return { code, text: printed }
}

/** Milliseconds until the page says it. */
async function untilShown(key: string, text: string, path = '/'): Promise<number> {
  const started = Date.now()
  await vi.waitFor(
    async () => expect((await ask(server, `${key}.localhost`, path)).body).toContain(text),
    {
      timeout: 30_000,
      interval: 50,
    },
  )
  return Date.now() - started
}

test('prints the demo hosts as links, and they answer', async () => {
  const links = [...said.matchAll(/^ {2}http:\/\/([a-z-]+)\.localhost:\d+\//gm)].map(
    ([, key]) => key,
  )
  expect(links).toEqual(expect.arrayContaining(['makers-fair', 'maritime-expo', 'pycon-apac']))
  for (const key of links) expect((await ask(server, `${key}.localhost`)).status).toBe(200)
})

test('says how to get into the admin host, by one click or by a token', async () => {
  expect(said).toContain('one click, or with the token local-development')
  const { headers } = await ask(server, 'admin.localhost', '/')
  const door = headers.get('location') ?? ''
  expect((await ask(server, 'admin.localhost', door)).body).toContain('Sign in as its owner')
  const elsewhere = { origin: 'http://evil.example' }
  const foreign = await ask(server, 'admin.localhost', door, { method: 'POST', headers: elsewhere })
  expect(foreign.status).toBe(403)
  const origin = server.replace('127.0.0.1', 'admin.localhost')
  const click = await ask(server, 'admin.localhost', door, { method: 'POST', headers: { origin } })
  const cookie = click.headers.get('set-cookie')?.split(';')[0] ?? ''
  for (const known of [{ cookie }, { authorization: 'Bearer local-development' }]) {
    const page = await ask(server, 'admin.localhost', '/explain', { headers: known })
    expect(page.status).toBe(200)
  }
})

describe('while it runs', () => {
  test('a page that is looked at does not reload the others', async () => {
    const messages: string[] = []
    const socket = new WebSocket(server.replace('http', 'ws'), 'vite-hmr')
    socket.addEventListener('message', ({ data }) => messages.push(String(data)))
    await vi.waitFor(() => expect(messages.length).toBeGreaterThan(0), { timeout: 30_000 })
    for (let i = 0; i < 5; i++) await ask(server, 'maritime-expo.localhost', '/agenda')
    await new Promise((done) => setTimeout(done, 1500))
    socket.close()
    expect(messages.filter((message) => message.includes('full-reload'))).toEqual([])
  })

  test('a new event is on its host, and a change of it on the page', async () => {
    write(
      `events/${ADA}/event.ts`,
      `export default { messages: { en: { 'home.agenda': 'First words' } } }`,
    )
    await untilShown(ADA, 'First words')
    write(
      `events/${ADA}/event.ts`,
      `export default { messages: { en: { 'home.agenda': 'Second words' } } }`,
    )
    expect(await untilShown(ADA, 'Second words')).toBeLessThan(10_000)
  })

  test('usher new ends when the event with its code is on its host', async () => {
    const { port } = new URL(server)
    const told = await usher('new', 'quick-fair', '--name', 'A <b> & "c"', '--with', 'view,page')
    expect(told.text).toContain(`Open http://quick-fair.localhost:${port}/`)
    expect(told.code).toBe(0)
    const home = await ask(server, 'quick-fair.localhost')
    expect(home.body).toContain('Good to have you')
    expect(home.body).toContain('A &lt;b&gt; &amp; &quot;c&quot;</h1>')
    expect(home.body).toContain('Doors open')
    expect((await ask(server, 'quick-fair.localhost', '/visit')).status).toBe(200)
    expect(said).toContain(
      `http://quick-fair.localhost:${port}/  A <b> & "c"  (events/quick-fair/)`,
    )
  })

  test('pages keep their security policy, and the script that reloads them is let in', async () => {
    const { headers } = await ask(server, 'pycon-apac.localhost')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("style-src 'self' 'sha256-")
    expect(policy).toContain("script-src 'self'")
    expect(headers.get('server-timing')).toMatch(/resolve;dur=.*app;dur=.*total;dur=/)
  })

  test('usher explain says why a page is as it is, and how to ask when it is asked wrongly', async () => {
    const { port } = new URL(server)
    const told = await usher('explain', `http://pycon-apac.localhost:${port}/visa`)
    expect(told.code).toBe(0)
    expect(told.text).toMatch(/answers +a page of the event, \/visa/)
    expect((await usher('explain', 'no address')).code).toBe(2)
    expect((await usher('explain')).code).toBe(2)
    expect((await usher('explain', 'http://x.localhost:9/')).code).toBe(1)
  })

  test('usher outbox says what waits for an event, by host or key', async () => {
    const { port } = new URL(server)
    for (const event of [`pycon-apac.localhost:${port}`, 'pycon-apac']) {
      const told = await usher('outbox', event)
      expect(told.text).toMatch(/waiting +nothing\n +given up +nothing/)
      expect(told.code).toBe(0)
    }
    expect((await usher('outbox', 'pycon-apac', '--replay')).text).toContain('0 replayed')
    expect((await usher('outbox', 'pycon-apac', '--drop', 'x')).code).toBe(3)
    expect((await usher('outbox', 'pycon-apac', '--drop', 'x', '--replay')).code).toBe(2)
    expect((await usher('outbox', 'no-such-event')).code).toBe(3)
  })

  test('usher preview opens a draft', async () => {
    const draft = { name: 'Secret Fair', status: 'draft' }
    write('demo/secret-fair/tenant.json', JSON.stringify(draft))
    const { port } = new URL(server)
    await vi.waitFor(
      async () => {
        const { text } = await usher('preview', 'secret-fair')
        const link = new URL(text.split('\n')[0] ?? '')
        expect(link.host).toBe(`secret-fair.localhost:${port}`)
        const arrival = await ask(server, 'secret-fair.localhost', link.pathname + link.search)
        expect(arrival.status).toBe(303)
        const cookie = arrival.headers.get('set-cookie')?.split(';')[0] ?? ''
        const page = await ask(server, 'secret-fair.localhost', '/', { headers: { cookie } })
        expect(page.body).toContain('Secret Fair')
      },
      { timeout: 30_000 },
    )
    expect((await ask(server, 'secret-fair.localhost')).status).toBe(404)
  })

  test('source that a build refuses is named on its event’s page, with the line, until it is mended', async () => {
    const text = "'home.agenda': 'Counted'"
    const fine = `export default { messages: { en: { ${text} } } }\n`
    write(`events/${ADA}/event.ts`, `let visits = 0\n${fine}`)
    await untilShown(ADA, `events/${ADA}/event.ts:1: `)
    const page = await ask(server, `${ADA}.localhost`)
    expect([page.status, page.body.includes('Counted')]).toEqual([200, true])
    expect((await ask(server, 'pycon-apac.localhost')).body).not.toContain('Development only')
    write(`events/${ADA}/event.ts`, fine)
    await vi.waitFor(
      async () =>
        expect((await ask(server, `${ADA}.localhost`)).body).not.toContain('Development only'),
      { timeout: 30_000, interval: 100 },
    )
  })

  test('an event that does not build says so on its own host, the others go on', async () => {
    write(`events/${ADA}/event.ts`, 'export default {')
    await untilShown(ADA, 'Development only')
    const broken = await ask(server, `${ADA}.localhost`)
    expect(broken.status).toBe(503)
    expect(broken.body).toContain(`events/${ADA}/event.ts`)
    for (const key of ['makers-fair', 'maritime-expo', 'pycon-apac']) {
      const other = await ask(server, `${key}.localhost`)
      expect(other.status).toBe(200)
      expect(other.body).not.toContain('Development only')
    }
    write(
      `events/${ADA}/event.ts`,
      `export default { messages: { en: { 'home.agenda': 'Mended' } } }`,
    )
    await untilShown(ADA, 'Mended')
  })
})

test('Ctrl-C ends every process, and the next start keeps the data', async () => {
  // The page also says what time it is.
  const sessions = async (): Promise<string[]> =>
    (await ask(server, 'maritime-expo.localhost', '/agenda')).body.match(/<h3.*?<\/h3>/gs) ?? []
  const before = await sessions()
  expect(before.length).toBeGreaterThan(3)
  await stop()
  expect(existsSync(join(project, '.usher/serving'))).toBe(false)
  await expect(ask(server, 'maritime-expo.localhost')).rejects.toThrow()
  rmSync(join(project, 'demo/maritime-expo/schedule.xml'))
  await start()
  expect(await sessions()).toEqual(before)
})

test('a port that is in use is named, with what to do', async () => {
  const second = spawn(resolve('node_modules/.bin/node'), ['src/cli/start.ts'], {
    cwd: project,
    env: { ...process.env, PORT: new URL(server).port },
  })
  let complaint = ''
  second.stderr.on('data', (text: Buffer) => (complaint += text.toString()))
  const code = await new Promise((done) => second.once('exit', done))
  expect(code).toBe(1)
  expect(complaint).toMatch(/Port \d+ is in use\. .*PORT/)
})

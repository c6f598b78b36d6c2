import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { built } from './builds.ts'
import { openClient } from './client.ts'
import { eventData, eventHost, eventKey } from './event-data.ts'
import { flaskSource } from './flask-source.ts'
import { OUT } from './project.ts'
import { endWithUs, stopProcess } from './workerd.ts'

/** A server that is not this runtime. */
export interface Peer {
  readonly port: number
  /** All its processes. */
  readonly pids: () => readonly number[]
  readonly stop: () => Promise<void>
}

/** The naive app in a plain Node process with one event; or why not, as a sentence. */
export async function startNode(): Promise<Peer | string> {
  const dist = await built('node', 1)
  const port = await freePort()
  const args = [resolve('bench/full/support/node-server.js'), join(dist, 'node.js'), String(port)]
  return started(spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] }), port)
}

/** Debian's own Python is where its packages are; another one may be first on the path. */
const PYTHONS = ['/usr/bin/python3', 'python3']

/** Flask behind a host dispatcher under gunicorn, one process with four threads; or why not. */
export async function startFlask(events: number): Promise<Peer | string> {
  const python = PYTHONS.find(hasFlask)
  if (python === undefined) {
    return 'Flask under gunicorn: not installed (apt-get install python3-flask gunicorn).'
  }
  const folder = join(OUT, 'flask')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'events'), { recursive: true })
  writeFileSync(join(folder, 'dispatcher.py'), readFileSync('bench/full/support/dispatcher.py'))
  for (let number = 0; number < events; number++) {
    const file = `${eventKey(number).replaceAll('-', '_')}.py`
    writeFileSync(join(folder, 'events', file), flaskSource(eventData(number)))
  }
  const port = await freePort()
  const args = ['-m', 'gunicorn', '--workers', '1', '--worker-class', 'gthread', '--threads', '4']
  const more = ['--bind', `127.0.0.1:${port}`, '--keep-alive', '600', '--log-level', 'error']
  const options = { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] as const }
  return started(
    spawn(python, [...args, ...more, 'dispatcher:application'], {
      ...options,
      stdio: [...options.stdio],
    }),
    port,
  )
}

export function flaskVersions(): string {
  const python = PYTHONS.find(hasFlask)
  if (python === undefined) return 'not installed'
  const script =
    "import sys, importlib.metadata as m; print('Python', sys.version.split()[0], *(f'{n} {m.version(n)}' for n in ('flask', 'werkzeug', 'gunicorn')))"
  return execFileSync(python, ['-c', script], { encoding: 'utf8' }).trim()
}

function hasFlask(python: string): boolean {
  try {
    execFileSync(python, ['-c', 'import flask, gunicorn'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

async function started(child: ChildProcess, port: number): Promise<Peer> {
  endWithUs(child)
  for (let attempt = 1; ; attempt++) {
    try {
      const client = await openClient(port)
      await client.get(eventHost(0), '/who')
      client.close()
      break
    } catch (error) {
      if (attempt > 100 || child.exitCode !== null) throw error
      await sleep(100)
    }
  }
  const pid = child.pid ?? 0
  return { port, pids: () => [pid, ...childrenOf(pid)], stop: () => stopAll(child) }
}

/** gunicorn's master ends its worker when it is asked to; killed, it would leave it behind. */
async function stopAll(child: ChildProcess): Promise<void> {
  const gone = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await Promise.race([gone, sleep(5000)])
  await stopProcess(child)
}

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (address === null || typeof address === 'string') throw new Error('No free port.')
  return address.port
}

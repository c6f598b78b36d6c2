import { built } from './builds.ts'
import { openClient } from './client.ts'
import { eventHost } from './event-data.ts'
import { type Peer, flaskVersions, startFlask, startNode } from './peers.ts'
import type { Progress } from './progress.ts'
import { inTurns, type Subject, type Turns } from './rounds.ts'
import { type Service, startWorkerd } from './workerd.ts'

export interface PeersResult {
  readonly pages: readonly { readonly path: string; readonly turns: readonly Turns[] }[]
  readonly skipped: readonly string[]
  /** What the Python side is. */
  readonly versions: string
}

const EVENTS = 100
const ISOLATES = 10
const SECONDS = 45

export const PEERS_SECONDS = 130

/** A server whose first event can be visited. */
interface Server {
  readonly name: string
  readonly port: number
  readonly pids: readonly number[]
  readonly pages: readonly string[]
  readonly stop: () => Promise<void>
}

export async function measurePeers(progress: Progress): Promise<PeersResult> {
  progress.at(0, 'building and starting')
  const { servers, skipped } = await startAll()
  const pages: { path: string; turns: Turns[] }[] = []
  for (const path of ['/who', '/']) {
    progress.at(0.2 + 0.4 * pages.length, `all of them, ${path}`)
    const answering = servers.filter((server) => server.pages.includes(path))
    await checkSamePage(answering, path)
    const subjects = await Promise.all(answering.map((server) => subjectOf(server, path)))
    pages.push({ path, turns: await inTurns(subjects, SECONDS) })
  }
  for (const server of servers) await server.stop()
  return { pages, skipped, versions: flaskVersions() }
}

async function startAll(): Promise<{ servers: Server[]; skipped: string[] }> {
  const product = await built('product', EVENTS)
  const alone = await built('static', 1)
  const isolates = Array.from({ length: ISOLATES }, (_, at) => ({ name: `w${at}`, dist: alone }))
  const servers = [
    await serve('this project', [{ name: 'w0', dist: product }]),
    await serve('the same again (control)', [{ name: 'w0', dist: product }]),
    await serve('this project, no flag', [
      { name: 'w0', dist: await built('product-old', EVENTS) },
    ]),
    await serve('naive router, static imports', [
      { name: 'w0', dist: await built('static', EVENTS) },
    ]),
    await serve('naive router, lazy import()', [{ name: 'w0', dist: await built('lazy', EVENTS) }]),
    await serve('one workerd process an event', [{ name: 'w0', dist: alone }]),
    await serve('one Worker an event', isolates),
  ]
  const others: (readonly [string, readonly string[], Peer | string])[] = [
    ['one Node process an event', ['/who', '/'], await startNode()],
    ['Flask dispatcher, gunicorn', ['/who'], await startFlask(EVENTS)],
  ]
  const skipped: string[] = []
  for (const [name, pages, peer] of others) {
    if (typeof peer === 'string') skipped.push(peer)
    else servers.push({ name, pages, port: peer.port, pids: peer.pids(), stop: peer.stop })
  }
  return { servers, skipped }
}

async function serve(name: string, services: readonly Service[]): Promise<Server> {
  const { ports, pid, stop } = await startWorkerd(services)
  return { name, port: ports.get('w0') ?? 0, pids: [pid], pages: ['/who', '/'], stop }
}

async function subjectOf({ name, port, pids }: Server, path: string): Promise<Subject> {
  const client = await openClient(port)
  return { name, pids, visit: () => client.visit(eventHost(0), path) }
}

/** Node and workerd write a time with different spaces. */
const SPACES = /[\u00a0\u2009\u202f]/g

/** Letter for letter, or there is nothing to compare. */
async function checkSamePage(servers: readonly Server[], path: string): Promise<void> {
  let expected: string | null = null
  for (const { name, port } of servers) {
    const client = await openClient(port)
    const { status, body } = await client.get(eventHost(0), path)
    client.close()
    const page = body.replace(SPACES, ' ')
    expected ??= page
    if (status === 200 && page === expected) continue
    let at = 0
    while (page[at] === expected[at]) at++
    throw new Error(
      `${path}: ${name} answers ${status} and another page than the first, from "${page.slice(at, at + 60)}".`,
    )
  }
}

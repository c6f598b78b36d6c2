import { built, type Kind } from './builds.ts'
import { type Client, openClient } from './client.ts'
import { eventHost } from './event-data.ts'
import { openHeap } from './heap.ts'
import { type Peer, startFlask, startNode } from './peers.ts'
import { processMemory } from './process-figures.ts'
import type { Progress } from './progress.ts'
import { type Service, startWorkerd, type Workerd } from './workerd.ts'

export interface MemoryResult {
  /** KB that only the process holds, one figure a start, after a few visits of one event. */
  readonly idle: readonly Idle[]
  /** Heap and process after more and more events were visited; the same start. */
  readonly used: readonly Used[]
  readonly peers: readonly PeerMemory[]
  readonly skipped: readonly string[]
}

export interface Idle {
  readonly kind: Kind
  readonly events: number
  readonly own: number[]
  readonly resident: number[]
  /** Bytes of heap after a collection, one figure. */
  heap: number
}

export interface Used {
  readonly kind: Kind
  readonly events: number
  readonly steps: readonly {
    readonly visited: number
    readonly heap: number
    readonly own: number
  }[]
}

export interface PeerMemory {
  readonly name: string
  /** How many events there were to divide by. */
  readonly events: number
  /** KB an event. */
  readonly each: number
  readonly note: string
}

const STARTS = 5
const IDLE: readonly (readonly [Kind, number])[] = [
  ...[1, 10, 100, 1000, 5000].map((events) => ['product', events] as const),
  ...[1, 1000, 5000].map((events) => ['product-old', events] as const),
  ...[1, 1000].map((events) => ['static', events] as const),
  ...[1, 1000].map((events) => ['lazy', events] as const),
]
const USED: readonly (readonly [Kind, number, readonly number[]])[] = [
  ['product', 1000, [1, 10, 100, 300, 1000]],
  ['product-old', 1000, [1, 10, 100, 300, 1000]],
  ['product', 5000, [1, 1000, 2000, 3500, 5000]],
  ['static', 1000, [1, 100, 1000]],
  ['lazy', 1000, [1, 100, 1000]],
]

export const MEMORY_SECONDS = 240

export async function measureMemory(progress: Progress): Promise<MemoryResult> {
  const idle: Idle[] = IDLE.map(([kind, events]) => ({
    kind,
    events,
    own: [],
    resident: [],
    heap: 0,
  }))
  for (let start = 0; start < STARTS; start++) {
    progress.at((0.4 * start) / STARTS, `idle events, start ${start + 1} of ${STARTS}`)
    for (const entry of idle) await startOnce(entry)
  }
  for (const entry of idle) entry.heap = await idleHeap(entry)
  const used: Used[] = []
  for (const [kind, events, steps] of USED) {
    progress.at(0.5 + (0.4 * used.length) / USED.length, `used events, ${kind} ${events}`)
    used.push({ kind, events, steps: await visitMore(await built(kind, events), steps) })
  }
  progress.at(0.9, 'peers')
  const peers = [await processEach(), await isolateEach()]
  const others = [await nodeEach(), await flaskEach()]
  return {
    idle,
    used,
    peers: [...peers, ...others.filter((peer) => typeof peer !== 'string')],
    skipped: others.filter((peer) => typeof peer === 'string'),
  }
}

const one = (dist: string): Service[] => [{ name: 'w', dist }]

/** Some visits, so that what every first request sets up is there. */
async function settle(client: Client, visits: number): Promise<void> {
  for (let visit = 0; visit < visits; visit++) {
    await client.visit(eventHost(0), '/')
    await client.visit(eventHost(0), '/who')
  }
}

const clientOf = (workerd: Workerd, service = 'w'): Promise<Client> =>
  openClient(workerd.ports.get(service) ?? 0)

async function startOnce({ kind, events, own, resident }: Idle): Promise<void> {
  const workerd = await startWorkerd(one(await built(kind, events)))
  const client = await clientOf(workerd)
  await settle(client, 20)
  const memory = processMemory(workerd.pid)
  own.push(memory.own)
  resident.push(memory.resident)
  client.close()
  await workerd.stop()
}

async function idleHeap({ kind, events }: Idle): Promise<number> {
  const workerd = await startWorkerd(one(await built(kind, events)), { inspect: true })
  const client = await clientOf(workerd)
  await settle(client, 20)
  const heap = await openHeap(workerd.inspector ?? 0, 'w')
  const bytes = await heap.used()
  heap.close()
  client.close()
  await workerd.stop()
  return bytes
}

/** Two processes, because what opens the inspector costs memory of its own. */
async function visitMore(dist: string, counts: readonly number[]): Promise<Used['steps']> {
  const [plain, inspected] = [
    await startWorkerd(one(dist)),
    await startWorkerd(one(dist), { inspect: true }),
  ]
  const [client, other] = [await clientOf(plain), await clientOf(inspected)]
  await settle(client, 300)
  await settle(other, 300)
  const heap = await openHeap(inspected.inspector ?? 0, 'w')
  const steps: { visited: number; heap: number; own: number }[] = []
  let visited = 1
  for (const count of counts) {
    for (; visited < count; visited++) {
      for (const to of [client, other]) {
        await to.visit(eventHost(visited), '/who')
        await to.visit(eventHost(visited), '/')
      }
    }
    steps.push({ visited, heap: await heap.used(), own: processMemory(plain.pid).own })
  }
  heap.close()
  for (const closing of [client, other]) closing.close()
  await plain.stop()
  await inspected.stop()
  return steps
}

const PROCESSES = 5
const ISOLATES = 24

async function processEach(): Promise<PeerMemory> {
  const dist = await built('static', 1)
  const all: Workerd[] = []
  for (let at = 0; at < PROCESSES; at++) {
    const workerd = await startWorkerd(one(dist))
    const client = await clientOf(workerd)
    await settle(client, 5)
    client.close()
    all.push(workerd)
  }
  const own = all.reduce((sum, { pid }) => sum + processMemory(pid).own, 0)
  for (const workerd of all) await workerd.stop()
  const note = `${PROCESSES} processes, what only each holds`
  return { name: 'one workerd process an event', events: PROCESSES, each: own / PROCESSES, note }
}

async function isolateEach(): Promise<PeerMemory> {
  const dist = await built('static', 1)
  const grown = async (count: number): Promise<number> => {
    const services = Array.from({ length: count }, (_, at) => ({ name: `w${at}`, dist }))
    const workerd = await startWorkerd(services)
    for (const { name } of services) {
      const client = await clientOf(workerd, name)
      await settle(client, 5)
      client.close()
    }
    const { own } = processMemory(workerd.pid)
    await workerd.stop()
    return own
  }
  const [few, many] = [await grown(1), await grown(ISOLATES + 1)]
  const note = `growth of one process from 1 to ${ISOLATES + 1} Workers`
  return {
    name: 'one Worker an event, one process',
    events: ISOLATES,
    each: (many - few) / ISOLATES,
    note,
  }
}

const sumOwn = ({ pids }: Peer): number =>
  pids().reduce((sum, pid) => sum + processMemory(pid).own, 0)

async function nodeEach(): Promise<PeerMemory | string> {
  const peer = await startNode()
  if (typeof peer === 'string') return peer
  const client = await openClient(peer.port)
  await settle(client, 5)
  const each = sumOwn(peer)
  client.close()
  await peer.stop()
  return { name: 'one Node process an event', events: 1, each, note: 'what only it holds' }
}

const FLASK_EVENTS = 500

async function flaskEach(): Promise<PeerMemory | string> {
  const peer = await startFlask(FLASK_EVENTS + 1)
  if (typeof peer === 'string') return peer
  const client = await openClient(peer.port)
  for (let visit = 0; visit < 50; visit++) await client.visit(eventHost(0), '/who')
  const before = sumOwn(peer)
  for (let number = 1; number <= FLASK_EVENTS; number++)
    await client.visit(eventHost(number), '/who')
  const each = (sumOwn(peer) - before) / FLASK_EVENTS
  client.close()
  await peer.stop()
  const note = `growth after a first visit of each of ${FLASK_EVENTS}, the own page alone`
  return { name: 'Flask dispatcher, a used event', events: FLASK_EVENTS, each, note }
}

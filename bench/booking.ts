import { type Connection, openConnection } from './connection.ts'
import { type Pairing, pairing } from './workers/store/pairing.ts'
import type { OpenFair, Ticket } from './workers/store/ask.ts'

export interface Booked {
  /** Requests sent and accepted. */
  readonly actions: number
  /** Milliseconds. */
  readonly duration: number
}

interface Booking {
  /** So many at once, each on a connection of their own. */
  readonly visitors: number
  /** Milliseconds in all, and of these before anything counts. */
  readonly time: number
  readonly warmUp: number
}

/** Books meetings of one event: one asks, the other accepts. Stops when the time is over, or all have met. */
export async function book(
  port: number,
  { host, people, firstSlot, slots }: OpenFair,
  { visitors, time, warmUp }: Booking,
): Promise<Booked> {
  const connections = await Promise.all(
    Array.from({ length: visitors }, () => openConnection(port, host)),
  )
  let next = 0
  let actions = 0
  const most = (people.length / 2) * slots
  const start = performance.now()
  const passed = (): number => performance.now() - start
  const visit = async (connection: Connection): Promise<void> => {
    while (next < most && passed() < time) {
      await meet(connection, pairing(people, firstSlot, next++))
      if (passed() > warmUp) actions += 2
    }
  }
  try {
    await Promise.all(connections.map(visit))
    return { actions, duration: passed() - warmUp }
  } finally {
    for (const connection of connections) connection.close()
  }
}

async function meet(connection: Connection, { asks, asked, slot }: Pairing<Ticket>): Promise<void> {
  const request = new URLSearchParams({ slot, message: 'Let us talk.' })
  const sent = await connection.post(`/people/${asked.id}/meeting`, request, asks.cookie)
  const id = /#m-([\w-]+)/.exec(sent.location ?? '')?.[1]
  if (id === undefined) throw new Error(`A request was answered with ${sent.status}.`)
  const accept = new URLSearchParams({ action: 'accept' })
  const accepted = await connection.post(`/meetings/${id}`, accept, asked.cookie)
  if (accepted.status !== 303) throw new Error(`An accept was answered with ${accepted.status}.`)
}

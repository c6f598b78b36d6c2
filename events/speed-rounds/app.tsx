import { type Context, Hono } from 'hono'
import { type EventEnv, setOwnFields, show, signInFirst } from 'usher/kit'
import { type Guest, readGuests } from './people.ts'
import { CLOSES, PLAN } from './plan.ts'
import { Board, Home, Rounds } from './pages.tsx'
import { roundsOf } from './rounds.ts'

type RoundsContext = Context<EventEnv>

export const app = new Hono<EventEnv>()
  .get('/', async (c) => {
    const guests = await readGuests(c)
    const joined = guests === null ? null : isAmong(c, guests)
    const open = c.env.clock.now() < CLOSES
    return show(c, {
      title: c.env.tenant.name,
      body: (page) => <Home {...{ page, joined, open, count: guests?.length ?? null }} />,
    })
  })
  .post('/join', (c) => setJoined(c, Math.floor(c.env.clock.now() / 1000)))
  .post('/leave', (c) => setJoined(c, null))
  .get('/rounds', async (c) => {
    const guests = await readGuests(c)
    const { viewer } = c.env
    if (guests === null || viewer.kind !== 'person') return signInFirst(c)
    c.header('Refresh', '30')
    const rounds = isAmong(c, guests)
      ? roundsOf(
          guests.map(({ id }) => id),
          PLAN,
        )
      : []
    return show(c, {
      title: 'My rounds',
      body: (page) => <Rounds {...{ page, rounds, guests: byId(guests), me: viewer.id }} />,
    })
  })
  .get('/board', async (c) => {
    const guests = await readGuests(c)
    if (guests === null) return signInFirst(c)
    c.header('Refresh', '15')
    const rounds = roundsOf(
      guests.map(({ id }) => id),
      PLAN,
    )
    return show(c, {
      title: 'Board',
      body: (page) => <Board {...{ page, rounds, guests: byId(guests) }} />,
    })
  })

/** On the list since then, epoch seconds, or off it; not once the seats are given. */
async function setJoined(c: RoundsContext, joined: number | null): Promise<Response> {
  if (c.env.clock.now() >= CLOSES) return c.redirect('/?closed', 303)
  const saved = await c.env.store.write(setOwnFields, { joined }, crypto.randomUUID())
  return saved.ok ? c.redirect('/', 303) : signInFirst(c)
}

const isAmong = ({ env }: RoundsContext, guests: readonly Guest[]): boolean => {
  const { viewer } = env
  return viewer.kind === 'person' && guests.some(({ id }) => id === viewer.id)
}

const byId = (guests: readonly Guest[]): ReadonlyMap<string, Guest> =>
  new Map(guests.map((guest) => [guest.id, guest]))

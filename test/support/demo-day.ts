import { get, post, type Served, type Visitor } from './visit.ts'

/** The two of an event's demo people who meet. */
export interface DemoPair {
  readonly asking: Visitor & { readonly cookie: string }
  readonly asked: Visitor & { readonly cookie: string }
  readonly nobody: Visitor
}

/**
 * What two people of an event do, so that every page has something on it. Where it has meetings, both
 * do what has to be done first, one asks, the other accepts; a session is marked, a badge scanned. Else
 * the event's own demo data says what they did.
 */
export async function demoDay(hall: Served, key: string): Promise<DemoPair> {
  const asking = { hall, key, cookie: await hall.signIn(key, 'persona-1@people.example') }
  const asked = { hall, key, cookie: await hall.signIn(key, 'persona-2@people.example') }
  const pair = { asking, asked, nobody: { hall, key } }
  const meetings = await get(asking, '/meetings')
  const first = meetings.headers.get('location')
  for (const visitor of first === null ? [] : [asking, asked])
    await done(post(visitor, first ?? '', {}))
  if (meetings.status !== 404) await meet(asking, asked)
  await hall.settled()
  return pair
}

async function meet(asking: Visitor, asked: Visitor): Promise<void> {
  const { key } = asking
  const name = await own(asked, '/me', /name="name"[^>]*value="([^"]*)"/)
  const found = await text(asking, `/directory?q=${encodeURIComponent(name)}`)
  const other = new RegExp(`/people/([\\w-]+)"[^>]*>\\s*${name}<`).exec(found)?.[1]
  if (other === undefined) throw new Error(`${key}: ${name} is not in the directory.`)
  const at = `/people/${other}/meeting`
  const slots = [...(await text(asking, at)).matchAll(/<option value="([^"]+)"/g)]
  const form = { slot: slots.at(3)?.[1] ?? '', message: 'Coffee?' }
  const sent = await post(asking, at, form)
  const meeting = sent.headers.get('location')?.split('#m-')[1]
  if (meeting === undefined) throw new Error(`${key}: asking answered ${sent.status}.`)
  await done(post(asked, `/meetings/${meeting}`, { action: 'accept' }))
  const session = /name="add" value="([^"]+)"/.exec(await text(asking, '/agenda'))?.[1]
  if (session !== undefined) await done(post(asking, '/schedule/bookmarks', { add: session }))
  const badge = await own(asked, '/badge', /\/badge\/([\w-]{22})/)
  await done(post(asking, `/badge/${badge}`, {}))
}

const text = async (visitor: Visitor, path: string): Promise<string> =>
  (await get(visitor, path)).text()

async function own(visitor: Visitor, path: string, pattern: RegExp): Promise<string> {
  const found = pattern.exec(await text(visitor, path))?.[1]
  if (found === undefined) throw new Error(`${visitor.key}: ${path} has nothing like ${pattern}.`)
  return found
}

async function done(answer: Promise<Response>): Promise<void> {
  const response = await answer
  if (response.status !== 303) throw new Error(`${response.url}: ${response.status}`)
}

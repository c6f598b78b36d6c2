import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { listCommonSlots } from '../../src/base/meetings/lists.ts'
import { openStore } from '../../src/wire.ts'
import { invented } from '../support/people.ts'
import { tenant } from '../support/tenants.ts'
import { type EventSite, eventSite, faults, type Visitor } from './event-site.ts'

// Buyers see everybody; sellers see neither buyers nor each other, and speakers cannot be asked.
const GROUPS = {
  sellers: { buyers: { see: false }, sellers: { see: false } },
  '*': { speakers: { request: false } },
}
const PEOPLE = [
  invented('bea', { group: 'buyers', offers: ['money'], seeks: ['ships'] }),
  invented('bill', { group: 'buyers', offers: ['money'], seeks: ['ships'] }),
  invented('sam', { group: 'sellers', offers: ['ships'], seeks: ['money'] }),
  invented('sue', { group: 'sellers', offers: ['ships'], seeks: ['money'] }),
  invented('spike', { group: 'speakers', offers: ['ships'], seeks: ['money'] }),
  invented('shy', { group: 'speakers', listed: false }),
]

let fair: EventSite
const who = new Map<string, Visitor>()

beforeAll(async () => {
  fair = await eventSite(tenant('ruled'), { people: PEOPLE, settings: { groups: GROUPS } })
  for (const { externalId } of PEOPLE) who.set(externalId, await fair.as(externalId))
})

const as = (name: string): Visitor => who.get(name) ?? fail(name)
function fail(name: string): never {
  throw new Error(`${name} is not here`)
}
const text = async (answer: Promise<Response>): Promise<string> => (await answer).text()
const namesOn = (page: string): string[] =>
  Array.from(page.matchAll(/<h3><a href="\/people\/[\w-]+" dir="auto">(\w+)/g), ([, name = '']) =>
    name.toLowerCase(),
  ).toSorted()
const found = async (name: string, query = ''): Promise<string[]> =>
  namesOn(await text(as(name).get(`/directory${query}`)))

describe('the directory', () => {
  test('shows whom the groups let one see, whatever is asked for', async () => {
    expect(await found('bea')).toEqual(['bill', 'sam', 'spike', 'sue'])
    expect(await found('sam')).toEqual(['spike'])
    for (const query of ['?q=bill', '?seeks=ships', '?group=buyers', '?q=sue&offers=ships']) {
      expect(await found('bea', query), query).not.toEqual([])
      expect(await found('sam', query), query).toEqual([])
    }
    expect(await found('sam', '?q=spike&group=speakers')).toEqual(['spike'])
  })

  test('offers only groups to choose that one may see', async () => {
    const options = async (name: string): Promise<string[]> => {
      const [, select = ''] =
        /<select name="group">(.*?)<\/select>/s.exec(await text(as(name).get('/directory'))) ?? []
      return Array.from(select.matchAll(/value="(\w+)"/g), ([, group = '']) => group)
    }
    expect(await options('bea')).toEqual(['buyers', 'sellers', 'speakers'])
    expect(await options('sam')).toEqual([])
  })

  test('answers for a hidden group as for one that there is not', async () => {
    const [hidden, missing] = ['buyers', 'nobody'].map((group) =>
      text(as('sam').get(`/directory?group=${group}`)),
    )
    expect(await hidden).toBe(await missing)
  })
})

describe('somebody whom one may not see', () => {
  const PATHS = ['/people/ID', '/people/ID/meeting']

  test.each(['bea', 'sue', 'shy'])('%s is nobody for sam, byte by byte', async (name) => {
    const without = async (answer: Promise<Response>) => {
      const { status, headers } = await answer
      const told = [...headers].filter(([header]) => header !== 'x-request-id')
      return {
        status,
        told,
        body: (await (await answer).text()).replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, ''),
      }
    }
    const sent = { slot: '', message: '' }
    for (const path of PATHS) {
      const [there, nowhere] = [as(name).id, crypto.randomUUID()].map((id) =>
        path.replace('ID', id),
      )
      const answer = await without(as('sam').get(there ?? ''))
      expect(answer.status).toBe(404)
      expect(answer).toEqual(await without(as('sam').get(nowhere ?? '')))
    }
    for (const id of [as(name).id, crypto.randomUUID()]) {
      expect((await as('sam').post(`/people/${id}/meeting`, sent)).status).toBe(404)
      expect((await as('sam').post('/recommendations', { dismiss: id })).status).toBe(404)
    }
  })

  test('is not recommended', async () => {
    const recommended = async (name: string) =>
      namesOn(await text(as(name).get('/recommendations')))
    expect(await recommended('sam')).toEqual(['spike'])
    // Nobody may ask a speaker, but a speaker may ask.
    expect(await recommended('bea')).toEqual(['bill', 'sam', 'spike', 'sue'])
    expect(await recommended('spike')).toEqual(['bea', 'bill', 'sam', 'sue'])
  })

  test('does not give away when they are free', async () => {
    const sam = as('sam').viewer
    const ask = (person: string) =>
      openStore(env, fair.tenant, sam).read(listCommonSlots, { person })
    expect(await ask(as('bea').id)).toEqual(await ask('nobody'))
  })

  test('is seen by whom they asked for a meeting, until that is answered', async () => {
    const bea = as('bea')
    expect((await as('sue').get(`/people/${bea.id}`)).status).toBe(404)
    const asked = await bea.post(`/people/${as('sue').id}/meeting`, { slot: '', message: '' })
    expect(asked.status).toBe(303)
    const page = await text(as('sue').get(`/people/${bea.id}`))
    expect(page).toContain('Bea Muster')
    // Seen, but the rules keep sellers from asking buyers.
    expect(page).not.toContain(`/people/${bea.id}/meeting`)
    const refused = await as('sue').post(`/people/${bea.id}/meeting`, { slot: '', message: '' })
    expect(refused.status).toBe(409)
    const meeting = asked.headers.get('location')?.split('#m-')[1] ?? ''
    expect((await as('sue').post(`/meetings/${meeting}`, { action: 'decline' })).status).toBe(303)
    expect((await as('sue').get(`/people/${bea.id}`)).status).toBe(404)
    expect((await as('sam').get(`/people/${bea.id}`)).status).toBe(404)
  })

  test('is seen by whoever scanned their badge', async () => {
    const shy = as('shy')
    const badge = await text(shy.get('/badge'))
    const code = /\/badge\/([\w-]+)"/.exec(badge)?.[1] ?? ''
    expect((await as('bill').get(`/people/${shy.id}`)).status).toBe(404)
    expect((await as('bill').post(`/badge/${code}`, {})).status).toBe(303)
    expect((await as('bill').get(`/people/${shy.id}`)).status).toBe(200)
    expect(await found('bill')).not.toContain('shy')
  })
})

test('somebody who cannot be asked is shown without the button', async () => {
  const page = await text(as('bea').get(`/people/${as('spike').id}`))
  expect(page).toContain('Spike Muster')
  expect(page).not.toContain(`/people/${as('spike').id}/meeting`)
  expect(await text(as('bea').get(`/people/${as('sam').id}`))).toContain(
    `/people/${as('sam').id}/meeting`,
  )
})

test('a person’s page leads to the meeting there is, and offers one again when it is over', async () => {
  const [bea, sam] = [as('bea'), as('sam')]
  const asked = await bea.post(`/people/${sam.id}/meeting`, { slot: '', message: '' })
  const link = asked.headers.get('location')?.replace(/^[^#]*/, '/meetings')
  expect(link).toMatch(/^\/meetings#m-[\w-]+$/)
  for (const [one, other] of [
    [bea, sam],
    [sam, bea],
  ] as const) {
    const page = await text(one.get(`/people/${other.id}`))
    expect(page).toContain(`<a class="button" href="${link}">Your meeting</a> <small>Asked</small>`)
    expect(page).not.toContain(`/people/${other.id}/meeting`)
  }
  const id = link?.split('#m-')[1] ?? ''
  expect((await sam.post(`/meetings/${id}`, { action: 'decline' })).status).toBe(303)
  const page = await text(bea.get(`/people/${sam.id}`))
  expect(page).not.toContain('Your meeting')
  expect(page).toContain(`/people/${sam.id}/meeting`)
})

test('nothing of all this was a fault', () => expect(faults).toEqual([]))

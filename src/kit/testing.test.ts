import { Hono } from 'hono'
import { defineEvent, type EventEnv, readSchedule } from 'usher/kit'
import { testEvent } from 'usher/kit/testing'
import { describe, expect, test } from 'vitest'
import makersFair from '../../events/makers-fair/event.tsx'
import pyconApac from '../../events/pycon-apac/event.tsx'

const text = async (answer: Promise<Response>): Promise<string> => (await answer).text()

describe('testEvent', () => {
  test('answers with the module over the base', async () => {
    const event = await testEvent(
      defineEvent({ messages: { en: { 'home.agenda': 'Plan your visit' } } }),
    )
    const home = await event.get('/')
    expect(home.status).toBe(200)
    expect(home.headers.get('x-request-id')).not.toBeNull()
    expect(await home.text()).toContain('Plan your visit')
    expect(await text(event.get('/agenda'))).toContain('Opening')
    expect((await event.get('/nowhere')).status).toBe(404)
    expect(event.faults).toEqual([])
  })

  test('runs the store’s own queries', async () => {
    const routes = new Hono<EventEnv>().get('/count', async (c) =>
      c.json((await c.env.store.read(readSchedule, {})).sessions.length),
    )
    const event = await testEvent(defineEvent({ routes }))
    expect(await text(event.get('/count'))).toBe('3')
  })

  test('names what failed, also where the base answered for it', async () => {
    const broken = (): never => {
      throw new Error('no hero')
    }
    const event = await testEvent(defineEvent({ views: { 'home.hero': broken } }))
    const home = await event.get('/')
    expect(home.status).toBe(200)
    expect(home.headers.get('usher-degraded')).toBe('view:home.hero')
    expect(event.faults.map(({ seam, error }) => [seam, String(error)])).toEqual([
      ['view:home.hero', 'Error: no hero'],
    ])
  })

  test('names a module that is none', async () => {
    const event = await testEvent(undefined)
    expect((await event.get('/')).status).toBe(503)
    expect(event.faults.map(({ seam }) => seam)).toEqual(['module'])
  })

  test('is in the language and at the moment that are asked for', async () => {
    const event = await testEvent({}, { locale: 'de-DE', now: new Date('2027-03-27T11:30:00Z') })
    const home = await text(event.get('/'))
    expect(home).toContain('lang="de-DE"')
    expect(home).toContain('Jetzt')
    expect(home).toContain('Workshop')
  })

  test('refuses a key and a locale that no record could have', async () => {
    await expect(testEvent({}, { key: 'Foo' })).rejects.toThrow('key: Not an event key.')
    await expect(testEvent({}, { locale: 'en_US' })).rejects.toThrow('locales.0')
  })

  test.each([
    ['pycon-apac', pyconApac, ['/', '/agenda', '/visa', '/api/sessions.json']],
    ['makers-fair', makersFair, ['/', '/agenda', '/workshops']],
  ])('serves %s', async (key, module, paths) => {
    const event = await testEvent(module, { key })
    for (const path of paths) expect((await event.get(path)).status, path).toBe(200)
    expect(event.faults).toEqual([])
  })
})

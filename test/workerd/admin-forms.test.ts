import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formOf, openEventDesk, recordInKv } from './admin-desk.ts'
import { copied, done } from './registrar-desk.ts'

// Forms of the admin host that make and edit events.

const { registrar, owner, operator, viewer, make, entry, change, next } = openEventDesk('forms')

let key = ''
let home = ''

// Starting the registrar is nobody's test.
beforeAll(() => registrar.call('tenants.list', {}))
beforeEach(() => {
  ;({ key, home } = next())
})

describe('a new event', () => {
  const typed = () => ({ key, name: 'The New <Fair>', place: 'Porto' })

  test('is made of a short form, with a host of its own', async () => {
    const made = await operator.fill('/new', typed())
    expect(made.goesTo).toBe(`${home}?done=created`)
    const { tenant } = await entry()
    expect(tenant).toMatchObject({ name: 'The New <Fair>', hosts: [`${key}.localhost`] })
    expect(await recordInKv(`${key}.localhost`)).toEqual(tenant)
    expect((await viewer.see(`${home}?done=created`)).html).toContain('It is made')
  })

  test('is made once, however often the form is sent', async () => {
    const form = formOf(await operator.see('/new'))
    const all = await Promise.all([1, 2, 3].map(() => operator.send('/new', form, typed())))
    expect(all.map(({ goesTo }) => goesTo)).toEqual(all.map(() => `${home}?done=created`))
    expect((await entry()).tenant.revision).toBe(1)
  })

  test('is refused with every field named, and what was typed kept', async () => {
    const refused = await operator.fill('/new', {
      ...typed(),
      key: 'admin',
      timeZone: 'Europe/Atlantis',
      ends: '2001-01-01',
    })
    expect(refused.status).toBe(422)
    const fields = new Map(refused.forms[0]?.fields.map((field) => [field.name, field]))
    expect(fields.get('key')).toMatchObject({ value: 'admin', problem: expect.stringMatching(/./) })
    expect(fields.get('timeZone')).toMatchObject({
      value: 'Europe/Atlantis',
      problem: 'Not an IANA time zone.',
    })
    expect(fields.get('place')).toMatchObject({ value: 'Porto', problem: null })
    expect(refused.html).toContain('href="#field-timeZone"')
  })

  test('takes the key of a deleted one only when that is ticked', async () => {
    await make()
    await owner.fill(`${home}/delete`, { reason: 'by mistake', confirm: key })
    const refused = await operator.fill('/new', typed())
    expect(refused.html).toContain('Use the key again')
    const form = formOf(refused)
    const taken = await operator.send('/new', form, { useAgain: 'yes', reclaim: 'yes' })
    expect(taken.goesTo).toBe(`${home}?done=created`)
  })

  test('after another one has its settings, and none of its hosts', async () => {
    const hosts = [`${key}.localhost`, `${key}.example.org`]
    await make({ settings: { slotLength: 20 }, hosts, name: 'Expo 2027' })
    const page = await operator.see(`${home}/clone`)
    const fields = new Map(page.forms[0]?.fields.map((field) => [field.name, field.value]))
    expect(fields.get('name')).toBe('Expo 2028')
    expect(fields.get('starts')).toBe('2028-03-25')
    const made = await operator.fill(`${home}/clone`, { key: `${key}-next` })
    expect(made.goesTo).toBe(`/events/${key}-next?done=cloned`)
    const clone = await done(registrar.call('tenants.get', { key: `${key}-next` }))
    expect(clone.tenant).toMatchObject({
      settings: { slotLength: 20 },
      hosts: [`${key}-next.localhost`],
      status: 'draft',
    })
    expect(copied).toEqual([])
    expect(page.html).toContain('People, their meetings and what they wrote stay')
    const whole = { key: `${key}-full`, withData: 'yes' }
    const full = await operator.fill(`${home}/clone`, whole)
    expect(full.goesTo).toBe(`/events/${key}-full?done=cloned`)
    expect(copied).toMatchObject([{ from: { key }, to: { key: `${key}-full` } }])
  })
})

describe('editing', () => {
  const edit = () => `${home}/edit`
  const RECORD = {
    theme: { accent: '#0b6e4f', logo: 'https://x.example/a:b.png' },
    redirects: [
      { from: '/2026', to: '/archive', prefix: true },
      { from: '/a', to: '/b', prefix: false },
    ],
    settings: { slotLength: 20, deep: { list: [1, 2] } },
    outbound: ['crm.example.com'],
    deadline: 5000,
    notice: { text: 'New hall plan.', until: '2027-03-27T13:10' },
    farewell: { from: '2027-06-01T00:00', redirect: 'https://next.example.org/' },
    listed: false,
    locales: ['en', 'ja'],
  }

  test('a form that is sent as it came changes nothing', async () => {
    await make(RECORD)
    const before = (await entry()).tenant
    expect((await operator.fill(edit())).goesTo).toBe(`${home}?done=saved`)
    expect((await entry()).tenant).toEqual(before)
  })

  test('every field can be emptied and filled', async () => {
    await make(RECORD)
    await operator.fill(edit(), {
      theme: '',
      redirects: '',
      settings: '',
      outbound: '',
      deadline: '',
      notice: '',
      noticeUntil: '',
      farewell: '',
      farewellRedirect: '',
    })
    const bare = (await entry()).tenant
    expect(bare).toMatchObject({ theme: {}, redirects: [], outbound: [], deadline: null })
    expect(bare).toMatchObject({ notice: null, farewell: null })
    expect(bare.settings).toBeUndefined()
    await operator.fill(edit(), {
      theme: 'accent: #0b6e4f\r\nlogo: https://x.example/a:b.png',
      redirects: '/2026/* /archive\r\n/a /b',
      settings: JSON.stringify(RECORD.settings),
      outbound: 'crm.example.com',
      deadline: '5000',
      notice: 'New hall plan.',
      noticeUntil: '2027-03-27T13:10',
      farewell: '2027-06-01T00:00',
      farewellRedirect: 'https://next.example.org/',
    })
    expect((await entry()).tenant).toMatchObject(RECORD)
  })

  test('is refused with each field named, and nothing typed is lost', async () => {
    await make()
    const refused = await operator.fill(edit(), {
      name: '',
      settings: '{ "a": ',
      redirects: '/only-one',
      place: 'Lyon',
    })
    expect(refused.status).toBe(422)
    const fields = new Map(refused.forms[0]?.fields.map((field) => [field.name, field]))
    expect(fields.get('settings')).toMatchObject({
      value: '{ "a": ',
      problem: expect.stringContaining('no JSON'),
    })
    expect(fields.get('redirects')?.problem).toContain('“/only-one”')
    expect(fields.get('place')?.value).toBe('Lyon')
    const again = await operator.fill(edit(), { redirects: '/a /a', name: '' })
    const wrong = new Map(again.forms[0]?.fields.map(({ name, problem }) => [name, problem]))
    expect(wrong.get('redirects')).not.toBeNull()
    expect(wrong.get('name')).not.toBeNull()
  })

  test('a lost race is told with what has changed, and the next try goes on top of it', async () => {
    await make()
    const form = formOf(await operator.see(edit()))
    await change({ place: 'Lyon', name: 'Ada’s name' })
    const lost = await operator.send(edit(), form, { name: 'My name', deadline: '5000' })
    expect(lost.status).toBe(412)
    expect(lost.html).toContain('Somebody else was first')
    expect(lost.html).toContain('test:ada')
    expect((await entry()).tenant).toMatchObject({ name: 'Ada’s name', deadline: null })
    const fields = new Map(lost.forms[0]?.fields.map((field) => [field.name, field]))
    expect(fields.get('place')?.value).toBe('Lyon')
    expect(fields.get('name')).toMatchObject({
      value: 'My name',
      problem: expect.stringContaining('“Ada’s name” now'),
    })
    const again = formOf(lost)
    expect((await operator.send(edit(), again)).goesTo).toBe(`${home}?done=saved`)
    expect((await entry()).tenant).toMatchObject({
      name: 'My name',
      place: 'Lyon',
      deadline: 5000,
    })
  })

  test('sent twice it is one revision', async () => {
    await make()
    const form = formOf(await operator.see(edit()))
    await operator.send(edit(), form, { name: 'Once' })
    expect((await operator.send(edit(), form, { name: 'Once' })).goesTo).toBe(`${home}?done=saved`)
    expect((await entry()).tenant.revision).toBe(2)
  })

  test('a form of more than a mebibyte is refused', async () => {
    await make()
    expect((await operator.fill(edit(), { settings: 'x'.repeat(1_100_000) })).status).toBe(413)
  })
})

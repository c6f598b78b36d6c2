import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PageForm } from '../support/read-forms.ts'
import { formOf, openAdminDesk, openEventDesk, recordInKv } from './admin-desk.ts'
import { BY, done, draft } from './registrar-desk.ts'

// What becomes of an event by the pages of the admin host.

const { registrar, owner, operator, viewer, make, entry, change, statusOf, next } =
  openEventDesk('changes')

let key = ''
let home = ''

// Starting the registrar is nobody's test.
beforeAll(() => registrar.call('tenants.list', {}))
beforeEach(() => {
  ;({ key, home } = next())
})

describe('hosts', () => {
  const page = () => `${home}/hosts`
  const pressing =
    (act: string, host?: string) =>
    (form: { buttons: readonly { value: string }[]; fields: readonly { value: string }[] }) =>
      form.buttons.some(({ value }) => value === act) &&
      (host === undefined || form.fields.some(({ value }) => value === host))

  test('are added, made canonical and removed, and KV follows', async () => {
    await make()
    const [old, host] = [`${key}.localhost`, `${key}.example.org`]
    await operator.fill(page(), { act: 'add', host: ` ${host.toUpperCase()} ` }, pressing('add'))
    await operator.fill(page(), { act: 'canonical' }, pressing('canonical', host))
    await operator.fill(page(), { act: 'remove' }, pressing('remove', old))
    expect((await entry()).tenant).toMatchObject({ hosts: [host], canonicalHost: host })
    expect(await recordInKv(old)).toBeNull()
    expect(await recordInKv(host)).toMatchObject({ key })
  })

  test('of another event are refused beside the field', async () => {
    await make()
    const other = { by: BY, draft: draft(`${key}-other`) }
    await done(registrar.call('tenants.create', other))
    const taken = await operator.fill(
      page(),
      { act: 'add', host: `${key}-other.localhost` },
      pressing('add'),
    )
    expect(taken.status).toBe(422)
    const add = taken.forms.find(pressing('add'))
    expect(taken.html).toContain(`is a host of “${key}-other”`)
    expect(add?.fields.find(({ name }) => name === 'host')).toMatchObject({
      value: `${key}-other.localhost`,
    })
    const wrong = await operator.fill(page(), { act: 'add', host: '10.0.0.1' }, pressing('add'))
    expect(wrong.html).toContain('Give a name.')
  })

  test('nothing that is unknown is done', async () => {
    await make()
    expect((await operator.fill(page(), { act: 'x' }, pressing('add'))).status).toBe(400)
  })
})

describe('the schedule', () => {
  const page = () => `${home}/schedule`

  test('is written in any order, and shown as a time line in the event’s zone', async () => {
    await make({ timeZone: 'Asia/Manila' })
    const sent = await operator.fill(page(), {
      at: ['2027-05-01T00:00', '2027-03-27T09:00', ''],
      to: ['archived', 'live', ''],
    })
    expect(sent.goesTo).toBe(`${page()}?done=schedule`)
    expect((await entry()).tenant.schedule).toEqual([
      { at: '2027-03-27T09:00', to: 'live' },
      { at: '2027-05-01T00:00', to: 'archived' },
    ])
    const { html } = await viewer.see(page())
    expect(html).toContain('2027-03-27 09:00')
    expect(html).toContain('Times of Asia/Manila')
    expect(html).toMatch(/<svg[^>]*role="img"[^>]*Time line/)
  })

  test('a half-filled line is named, and kept', async () => {
    await make()
    const refused = await operator.fill(page(), {
      at: ['2027-03-27T09:00', ''],
      to: ['', 'archived'],
    })
    expect(refused.status).toBe(422)
    expect(refused.html).toContain('Choose what it becomes.')
    expect(refused.html).toContain('Give a day and a time.')
    expect(refused.html).toContain('value="2027-03-27T09:00"')
  })
})

describe('steps of its life', () => {
  test('it is launched, suspended with a reason and its key, and resumed', async () => {
    await make()
    expect((await operator.fill(`${home}/launch`)).goesTo).toBe(`${home}?done=launch`)
    expect(await statusOf()).toBe('live')
    const suspend = `${home}/suspend`
    for (const typed of [
      {},
      { reason: 'spam' },
      { reason: 'spam', confirm: 'another' },
      { confirm: key },
    ]) {
      const refused = await operator.fill(suspend, typed)
      expect(refused.status).toBe(422)
      if ('reason' in typed) expect(refused.html).toContain('value="spam"')
    }
    expect(await statusOf()).toBe('live')
    await operator.fill(suspend, { reason: 'spam', confirm: key })
    expect(await statusOf()).toBe('suspended')
    expect((await recordInKv(`${key}.localhost`))?.status).toBe('suspended')
    expect((await viewer.see(`/audit?key=${key}`)).html).toContain('“spam”')
    await operator.fill(`${home}/resume`)
    expect(await statusOf()).toBe('live')
  })

  test('only those are offered that are legal, and the others say so', async () => {
    await make()
    const { html } = await operator.see(home)
    expect(html).toContain(`href="${home}/launch"`)
    expect(html).not.toContain(`href="${home}/archive"`)
    const archive = await operator.see(`${home}/archive`)
    expect(archive.html).toContain('cannot become of it')
    expect(archive.forms).toEqual([])
  })

  test('frozen it is not without a release', async () => {
    await make({ status: 'live' })
    const page = await operator.see(`${home}/freeze`)
    expect(page.html).toContain(`npx usher release ${key} --promote`)
    expect(page.forms).toEqual([])
  })

  test('a lost race suspends nothing before it was looked at again', async () => {
    await make({ status: 'live' })
    const form = formOf(await operator.see(`${home}/suspend`))
    await change({ place: 'Lyon' })
    const typed = { reason: 'spam', confirm: key }
    const lost = await operator.send(`${home}/suspend`, form, typed)
    expect(lost.status).toBe(412)
    expect(await statusOf()).toBe('live')
    const again = formOf(lost)
    expect((await operator.send(`${home}/suspend`, again)).goesTo).toBe(`${home}?done=suspend`)
  })

  test('deleted it is by an owner, and gone', async () => {
    await make()
    const deleted = await owner.fill(`${home}/delete`, { reason: 'by mistake', confirm: key })
    expect(deleted.goesTo).toBe('/')
    expect((await viewer.see(home)).status).toBe(404)
    expect((await viewer.see(`/audit?key=${key}`)).html).toContain('tenants.delete')
  })
})

describe('revisions', () => {
  test('are compared field by field', async () => {
    await make({ theme: { accent: '#0b6e4f' } })
    await change({ name: 'Two', theme: { accent: '#ffffff' } })
    const { html } = await viewer.see(`${home}/revisions?a=1&b=2`)
    expect(html).toContain('theme.accent')
    expect(html).toContain('<del>#0b6e4f</del>')
    expect(html).toContain('<ins>#ffffff</ins>')
    expect((await viewer.see(`${home}/revisions?a=1&b=99`)).html).toContain('kept no longer')
  })

  test('are rolled back to, as a new one, once it is confirmed', async () => {
    await make({ name: 'One' })
    await change({ name: 'Two' })
    const page = await operator.see(`${home}/roll-back?to=1`)
    expect(page.html).toContain('<ins>One</ins>')
    expect((await entry()).tenant.name).toBe('Two')
    const back = await operator.fill(`${home}/roll-back?to=1`, { reason: 'typo' })
    expect(back.goesTo).toBe(`${home}?done=rolled-back`)
    expect((await entry()).tenant).toMatchObject({ name: 'One', revision: 3 })
    expect((await operator.see(`${home}/roll-back?to=77`)).status).toBe(404)
  })
})

test('a preview link is made of the event, and says how long it opens', async () => {
  await make()
  const { status, html } = await operator.fill(`${home}/preview`, { hours: '2' })
  expect(status).toBe(200)
  expect(html).toContain(`https://${key}.localhost/?preview=`)
  const without = openAdminDesk(registrar, { previewLink: async () => null })
  expect((await without.as('operator').fill(`${home}/preview`)).html).toContain('PREVIEW_SECRET')
})

describe('secrets', () => {
  const page = () => `${home}/secrets`
  const setting = ({ fields }: { readonly fields: readonly { readonly name: string }[] }) =>
    fields.some(({ name }) => name === 'value')

  test('are set, named, removed, and never shown', async () => {
    await make()
    const typed = { name: 'CRM_KEY', value: 'hush-hush' }
    expect((await operator.fill(page(), typed, setting)).goesTo).toBe(`${page()}?done=saved`)
    const { html, forms } = await operator.see(page())
    expect(html).toContain('CRM_KEY')
    expect(html).not.toContain('hush-hush')
    const remove = forms.find((form) => !setting(form) && form.method === 'post')
    if (remove === undefined) throw new Error('no form')
    await operator.send(page(), remove, { remove: 'CRM_KEY' })
    expect((await operator.see(page())).html).toContain('It has none.')
  })

  test('are refused by name, and what was typed as a secret is not sent back', async () => {
    await make()
    const typed = { name: '1 CRM', value: 'hush-hush' }
    const refused = await operator.fill(page(), typed, setting)
    expect(refused.status).toBe(422)
    const form = refused.forms.find(setting)
    expect(form?.fields.find(({ name }) => name === 'name')?.problem).toContain('A letter')
    expect(refused.html).not.toContain('hush-hush')
    expect((await viewer.see(page())).status).toBe(403)
  })
})

test('a token is shown when it is made, also of a form that is sent twice, and revoked', async () => {
  const making = (form: PageForm) => form.fields.some(({ name }) => name === 'label')
  const form = (await owner.see('/tokens')).forms.find(making)
  if (form === undefined) throw new Error('no form')
  expect((await owner.send('/tokens', form)).html).toContain('Say what it is for.')
  const typed = { label: `crm of ${key}`, role: 'operator', events: key }
  const [first, second] = await Promise.all([1, 2].map(() => owner.send('/tokens', form, typed)))
  const token = /usher_[\w-]{43}(?=<\/code>)/.exec(first?.html ?? '')?.[0]
  expect(token).toBeDefined()
  expect(second?.html).toContain(`${token}</code>`)
  const list = async () => (await done(registrar.call('tokens.list', {}))).tokens
  const made = (await list()).filter(({ label }) => label === typed.label)
  expect(made).toMatchObject([{ role: 'operator', events: [key], revoked: null }])
  expect((await owner.see('/tokens')).html).not.toContain(`${token}</code>`)
  await owner.fill('/tokens', { revoke: made[0]?.id ?? '' }, (one) => !making(one))
  expect((await list()).find(({ id }) => id === made[0]?.id)?.revoked).not.toBeNull()
})

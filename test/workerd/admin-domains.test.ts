import { afterEach, beforeEach, expect, test } from 'vitest'
import { openEventDesk, recordInKv } from './admin-desk.ts'
import { desk, zone } from './registrar-desk.ts'

// What people see and do of a host that has to be proven.

const { registrar, admin, owner, operator, viewer, next, make, entry } = openEventDesk('proofs')

let [key, home, host] = ['', '', '']

beforeEach(async () => {
  ;({ key, home } = next())
  host = `${key}.example.org`
  desk.asksProof = true
  zone.texts.clear()
  zone.leads.clear()
  await make({ hosts: [`${key}.localhost`, host] })
})
afterEach(() => {
  desk.asksProof = false
})

const page = () => `${home}/hosts`

const pressing = (act: string) => (form: { buttons: readonly { value: string }[] }) =>
  form.buttons.some(({ value }) => value === act)

test('a host that is not proven says so, and what is to be written into DNS', async () => {
  const [domain] = (await entry()).domains
  for (const { html } of [await viewer.see(page()), await viewer.see(home)]) {
    expect(html).toContain('it is not served')
    expect(html).toContain(`<code>${domain?.name}</code> TXT <code>${domain?.value}</code>`)
    expect(html).toContain('withheld')
  }
})

test('an operator has it looked for, and it is served when it is there', async () => {
  expect((await operator.fill(page(), { act: 'check', host }, pressing('check'))).goesTo).toContain(
    'done=looked',
  )
  expect((await operator.see(page())).html).toContain('there is no such record')
  const [domain] = (await entry()).domains
  zone.texts.set(domain?.name ?? '', [domain?.value ?? ''])
  expect((await viewer.see(page())).html).toContain('leads nowhere')
  zone.leads.set(host, ['origin.usher.example', '192.0.2.7'])
  await operator.fill(page(), { act: 'check', host }, pressing('check'))
  const { html } = await operator.see(page())
  expect(html).toContain('origin.usher.example')
  expect(html).toContain('192.0.2.7')
  zone.leads.set(host, new Error('SERVFAIL'))
  await operator.fill(page(), { act: 'check', host }, pressing('check'))
  // Nobody could say: what was known stays.
  expect((await viewer.see(home)).html).toContain('192.0.2.7')
  expect(html).toContain('proven')
  expect(html).not.toContain('it is not served')
  expect(await recordInKv(host)).toMatchObject({ key })
})

test('it cannot be made canonical before', async () => {
  const { forms } = await operator.see(page())
  expect(forms.filter(pressing('canonical'))).toEqual([])
})

test('an owner alone vouches for it, and says why', async () => {
  expect((await operator.see(page())).forms.filter(pressing('vouch'))).toEqual([])
  const form = (await owner.see(page())).forms.find(pressing('vouch'))
  if (form === undefined) throw new Error('no form')
  const typed = { act: 'vouch', reason: 'Their DNS is moving.' }
  expect((await operator.send(page(), form, typed)).status).toBe(403)
  const silent = await owner.send(page(), form, { act: 'vouch', reason: ' ' })
  expect(silent).toMatchObject({ status: 422, html: expect.stringContaining('Say why') })
  expect(await recordInKv(host)).toBeNull()
  expect((await owner.send(page(), form, typed)).goesTo).toContain('done=vouched')
  expect(await recordInKv(host)).toMatchObject({ key })
  expect((await viewer.see(page())).html).toContain('Their DNS is moving.')
})

test('somebody with other events is told that there is none', async () => {
  const some = admin.as('owner', ['another'])
  expect((await some.see(page())).status).toBe(404)
  const found = await registrar.call('hosts.check', { by: { actor: 'x' }, key: 'another', host })
  expect(found).toMatchObject({ ok: false, error: { tag: 'unknown-event' } })
})

import { expect, test } from 'vitest'
import { image } from '../../kit/image.ts'
import { testEvent } from '../../kit/testing.ts'

const home = async (theme: Record<string, string>): Promise<string> => {
  const event = await testEvent({ theme })
  const page = await event.get('/')
  expect(event.faults).toEqual([])
  return page.text()
}

test('a logo stands in the place of the name, and is called by it', async () => {
  const page = await home({ logo: image('<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>') })
  expect(page).toMatch(
    /class="brand" href="\/"><img src="data:image\/svg\+xml,%3C.*?" alt="Test Event"/,
  )
})

test('a sponsor is named on every page, with a picture and a way there if there is one', async () => {
  const page = await home({
    banner: 'https://sponsor.example/logo.png',
    'banner-name': 'Sample <Cable>',
    'banner-link': 'https://sponsor.example/',
  })
  expect(page).toContain('Presented by')
  expect(page).toContain('<a href="https://sponsor.example/" rel="sponsored">')
  expect(page).toContain('<img src="https://sponsor.example/logo.png" alt="Sample &lt;Cable&gt;"/>')
})

test('without a sponsor there is no banner, and the name is the mark', async () => {
  const page = await home({})
  expect(page).not.toContain('<aside')
  expect(page).toMatch(/class="brand" href="\/">Test Event</)
})

test.each([
  ['logo', 'javascript:alert(1)'],
  ['logo', 'data:text/html,<b>'],
  ['banner', 'http://sponsor.example/logo.png'],
  ['banner-link', 'javascript:alert(1)'],
  ['banner-name', 'two\nlines'],
])('theme.%s "%s" is refused, and the base’s stands', async (name, value) => {
  const event = await testEvent({ theme: { [name]: value } })
  expect(await (await event.get('/')).text()).not.toContain('<aside')
  expect(event.faults.map(({ seam }) => seam)).toEqual([`theme:${name}`])
})

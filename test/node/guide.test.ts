import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { linesOf, seamsOf } from '../support/size-of.ts'
import { TWELVE } from '../support/twelve.ts'

// The guide teaches by events that are there: what it shows of them is what they are.

const GUIDE = 'docs/authors'
const pages = readdirSync(GUIDE).filter((name) => name.endsWith('.md'))
const read = (page: string): string => readFileSync(join(GUIDE, page), 'utf8')
const MAX_PICTURE = 60 * 1024

describe.each(pages)('docs/authors/%s', (page) => {
  test('shows code as it stands in its event', () => {
    for (const [, file = '', code = ''] of read(page).matchAll(/```\w+ (\S+)\n([\s\S]*?)```/g)) {
      expect(readFileSync(file, 'utf8'), file).toContain(code)
    }
  })

  test('leads nowhere that is not there, with pictures that are small', () => {
    for (const [, address = ''] of read(page).matchAll(/\]\(([^)#]+)[^)]*\)/g)) {
      if (address.startsWith('http')) continue
      const file = join(dirname(join(GUIDE, page)), address)
      expect(existsSync(file), file).toBe(true)
      if (file.endsWith('.png')) expect(statSync(file).size, file).toBeLessThanOrEqual(MAX_PICTURE)
    }
  })
})

test.each(TWELVE)('the index says how large $key is, and what it fills', async ({ key }) => {
  const seams = (await seamsOf(key)).map((name) => `\`${name}\``).join(', ')
  const index = readFileSync('docs/authors.md', 'utf8').split('\n')
  const row = index.find((line) => line.includes(`| \`${key}\` |`))
  expect(row).toContain(`| \`${key}\` | ${linesOf(key)} | ${seams} |`)
})

test.each(TWELVE)('$key has its page, with its picture', ({ key }) => {
  const own = pages.filter((page) => read(page).includes(`](../../events/${key}/)`))
  expect(own).toHaveLength(1)
  expect(read(own[0] ?? '')).toContain(`](../screenshots/authors/${key}.png)`)
})

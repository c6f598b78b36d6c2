import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkEvents } from '../../src/build/check-events.ts'
import { EventFolder } from '../support/event-folder.ts'

let folder: EventFolder
beforeEach(() => {
  folder = new EventFolder()
})
afterEach(() => folder.remove())

test('a file that does not parse is named with its line', () => {
  expect(folder.refusals('export const a = 1\nexport const b = {\n')).toEqual([
    expect.stringMatching(/^3: The file does not parse: /),
  ])
})

test('an event of more than 256 KB of source is refused; tests and assets do not count', () => {
  const text = `export const text = '${'x'.repeat(200 * 1024)}'`
  folder.write('fair/event.test.ts', text)
  folder.write('fair/photo.svg', text)
  folder.write('fair/event.ts', text)
  expect(folder.check()).toEqual([])
  folder.write('fair/more/text.ts', `${text}//`)
  expect(folder.check()).toEqual([
    {
      file: join(folder.path, 'fair'),
      repair: expect.stringContaining('is more/text.ts with 201 KB'),
    },
  ])
})

test('what keeps state may be served from its releases alone, where it says so', () => {
  const source = 'let visits = 0\nexport default { views: { hero: () => ++visits } }\n'
  folder.write('fair/event.ts', source)
  expect(folder.check()).toMatchObject([{ line: 1, shared: true }])
  folder.write('fair/event.ts', `${source}export const isolated = true\n`)
  expect(folder.check()).toEqual([])
  folder.write('fair/event.ts', `import 'left-pad'\nexport const isolated = true\n${source}`)
  expect(folder.check()).toMatchObject([{ line: 1 }])
})

test('what was changed is read again', () => {
  expect(folder.refusals('let n = 0')).toHaveLength(1)
  expect(folder.refusals('const n = 0')).toEqual([])
  expect(folder.refusals('var n = 0')).toHaveLength(1)
  rmSync(join(folder.path, 'fair/event.tsx'))
  expect(folder.check()).toEqual([])
})

test('the events of this repository pass', () => {
  expect(checkEvents('events')).toEqual([])
})

/** As large as a usual module, with everything that makes the check look closely. */
const moduleOf = (key: number): string => {
  const counts = Array.from(
    { length: 10 },
    (_, at) => `
/** How many of the rows are of size ${at}, and which. */
const count${at} = (rows: readonly { size: number; name: string }[]) => {
  let count = 0
  const names: string[] = []
  for (const { size, name } of rows) if (size === ${at}) count += names.push(name)
  return { count, names: names.sort() }
}
`,
  )
  return `${readFileSync('events/pycon-apac/visa.tsx', 'utf8')}${counts.join('')}
const seen = new Map([[${key}, ${counts.map((_, at) => `count${at}`).join(', ')}]])
export default { pages: { '/visa': { title: { en: 'Visa' }, view: Visa } }, seen }
`
}

test('a thousand events are checked in seconds, and a changed one at once', () => {
  for (let key = 0; key < 1000; key++) folder.write(`fair-${key}/event.tsx`, moduleOf(key))
  // Of the processor, not of the clock, and loose: other tests run beside this one.
  const seconds = (): number => {
    const before = process.cpuUsage()
    expect(folder.check()).toEqual([])
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6
  }
  expect(moduleOf(1).length).toBeGreaterThan(4500)
  const all = seconds()
  expect(all).toBeLessThan(20)
  folder.write('fair-7/event.tsx', `${moduleOf(7)} `)
  expect(seconds()).toBeLessThan(all / 2)
})

import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeEventsMap } from '../../src/build/events-map.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'usher-events-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(path: string, text = 'export default {}'): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
const generated = () => readFileSync(join(folder, 'map.gen.ts'), 'utf8')

test('every folder with a module is in the map, imported lazily', () => {
  write('b-fair/event.ts')
  write('a-fair/event.tsx')
  expect(writeEventsMap(folder)).toEqual({
    keys: ['a-fair', 'b-fair'],
    problems: [],
    changed: true,
  })
  expect(generated()).toContain(`['a-fair', () => import('./a-fair/event.tsx')]`)
})

test('an event that is served from its releases alone is imported by nobody, and the base does not stand in', async () => {
  write('alone/event.ts', 'export const isolated = true\nexport default {}')
  expect(writeEventsMap(folder)).toMatchObject({ keys: ['alone'], problems: [] })
  expect(generated()).not.toContain('import(')
  const { events } = (await import(join(folder, 'map.gen.ts'))) as {
    readonly events: ReadonlyMap<string, () => Promise<unknown>>
  }
  await expect(events.get('alone')?.()).rejects.toThrow('npx usher release alone --promote')
})

test('no events make an empty map', () => {
  expect(writeEventsMap(folder)).toMatchObject({ keys: [], problems: [] })
})

test('an unchanged map is not written again', () => {
  write('a-fair/event.ts')
  writeEventsMap(folder)
  const before = statSync(join(folder, 'map.gen.ts')).mtimeMs
  expect(writeEventsMap(folder).changed).toBe(false)
  expect(statSync(join(folder, 'map.gen.ts')).mtimeMs).toBe(before)
})

describe('is refused, with the file and the repair', () => {
  test.each([
    ['My_Fair/event.ts', 'lower-case', 'export default {}'],
    ['a--b/event.ts', 'single hyphen', 'export default {}'],
    ['admin/event.ts', 'reserved', 'export default {}'],
    ['fair/readme.md', 'event.ts or event.tsx', '# Fair'],
    ['fair/event.ts', 'default export', 'export const event = {}'],
    ['fair/event.ts', 'default export', '// export default {}'],
  ])('%s: %s', (path, repair, text) => {
    write(path, text)
    const [problem, ...more] = writeEventsMap(folder).problems
    expect(more).toEqual([])
    expect(problem?.file).toContain(join(folder, path.split('/')[0] ?? ''))
    expect(problem?.repair).toContain(repair)
  })

  test('one key with two modules', () => {
    write('fair/event.ts')
    write('fair/event.tsx')
    expect(writeEventsMap(folder).problems[0]?.repair).toContain('Keep one')
  })
})

test('a folder with a refused key is not in the map, a file that does not parse is', () => {
  write('admin/event.ts')
  write('fair/event.ts', 'export default {')
  expect(writeEventsMap(folder).keys).toEqual(['fair'])
})

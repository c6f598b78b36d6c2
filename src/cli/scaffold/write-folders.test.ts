import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeFolders } from './write-folders.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'usher-write-'))
  for (const name of ['events', 'demo']) mkdirSync(join(root, name))
})
afterEach(() => rmSync(root, { recursive: true }))

const folders = [
  { path: 'events/my-fair', files: [['event.tsx', 'code']] },
  { path: 'demo/my-fair', files: [['tenant.json', '{}']] },
] as const

test('writes every folder, and leaves nothing beside them', () => {
  writeFolders(root, folders)
  expect(readFileSync(join(root, 'events/my-fair/event.tsx'), 'utf8')).toBe('code')
  expect(readFileSync(join(root, 'demo/my-fair/tenant.json'), 'utf8')).toBe('{}')
  expect(readdirSync(join(root, '.usher'))).toEqual([])
})

test('a folder that is there already stays as it is, and none of the others comes to be', () => {
  mkdirSync(join(root, 'demo/my-fair'))
  writeFileSync(join(root, 'demo/my-fair/mine.txt'), 'mine')
  expect(() => writeFolders(root, folders)).toThrow('ENOTEMPTY')
  expect(readdirSync(join(root, 'demo/my-fair'))).toEqual(['mine.txt'])
  expect(existsSync(join(root, 'events/my-fair'))).toBe(false)
  expect(readdirSync(join(root, '.usher'))).toEqual([])
})

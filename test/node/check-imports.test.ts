import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EventFolder } from '../support/event-folder.ts'

let folder: EventFolder
beforeEach(() => {
  folder = new EventFolder()
})
afterEach(() => folder.remove())

describe('an import outside the list is refused', () => {
  test.each([
    [`import x from '../other-fair/event.ts'`, `leaves the event's folder`],
    [`import x from './../other-fair/event.ts'`, `leaves the event's folder`],
    [`import x from './a/../../other-fair/event.ts'`, `leaves the event's folder`],
    [`import type { X } from '../../src/contract.ts'`, `leaves the event's folder`],
    [`type X = import('../other-fair/event.ts').X`, `leaves the event's folder`],
    [`export { x } from '../other-fair/event.ts'`, `leaves the event's folder`],
    [`export * from '../other-fair/event.ts'`, `leaves the event's folder`],
    [`export const f = () => import('../other-fair/event.ts')`, `leaves the event's folder`],
    ['export const f = () => import(`../other-fair/event.ts`)', `leaves the event's folder`],
    [`const x = require('../other-fair/event.ts')`, `leaves the event's folder`],
    [`import x = require('../other-fair/event.ts')`, `leaves the event's folder`],
    [`const x = import.meta.glob('../*/event.ts')`, `leaves the event's folder`],
    [`const x = import.meta.glob('./{a,../../other}/x.ts')`, `leaves the event's folder`],
    [`import x from '..'`, `leaves the event's folder`],
    [`export const f = (name) => import(name)`, 'Write the path as a string'],
    ['export const f = (name) => import(`./${name}.ts`)', 'Write the path as a string'],
    [`import { DurableObject } from 'cloudflare:workers'`, 'Use what c.env gives your event'],
    [`import { readFileSync } from 'node:fs'`, 'Use what the web platform has'],
    [`import fs from 'fs'`, 'src/build/allowed-imports.ts'],
    [`import x from '/src/worker.ts'`, 'is not on the list'],
    [`import x from 'hono/../valibot'`, 'is not on the list'],
    [`import x from 'honolulu'`, 'is not on the list'],
    [`import x from 'usher/kit/inner.ts'`, 'is not on the list'],
    [`import 'https://example.com/x.js'`, 'is not on the list'],
    [`/** @jsxImportSource react */`, 'is not on the list'],
    [`import { test } from 'vitest'`, 'is for tests'],
    [`import { askEvent } from 'usher/kit/testing'`, 'is for tests'],
    [`import { x } from './event.test.ts'`, 'Move what both need into a file of its own'],
  ])('%s', (text, repair) => {
    expect(folder.refusals(`\n${text}`)).toEqual([expect.stringContaining(repair)])
    expect(folder.refusals(`\n${text}`)[0]).toMatch(/^2: /)
  })

  test.each(['ts', 'tsx', 'js', 'jsx', 'mjs', 'test.ts'])('in a file *.%s, in any depth', (end) => {
    const [refusal, ...more] = folder.refusals(
      `import x from '../../../b/x.ts'`,
      `fair/a/b/page.${end}`,
    )
    expect(more).toEqual([])
    expect(refusal).toMatch(/^1: .*leaves the event's folder/)
  })

  test('a link, which could lead anywhere', () => {
    folder.write('other/secret.ts', '')
    folder.write('fair/event.ts', `import './link.ts'`)
    symlinkSync(join(folder.path, 'other/secret.ts'), join(folder.path, 'fair/link.ts'))
    expect(folder.check()).toEqual([
      {
        file: join(folder.path, 'fair/link.ts'),
        repair: expect.stringContaining('This is a link'),
      },
    ])
  })
})

test.each([
  `import { defineEvent } from 'usher/kit'`,
  `import type { Child } from 'hono/jsx'`,
  `import { Hono } from 'hono'; import { html } from 'hono/html'`,
  `import './styles.css'; import logo from './a/logo.svg?url'; import x from './a/../b.ts'`,
  `export const f = () => import('./later.ts')`,
  `const pages = import.meta.glob('./pages/*.tsx')`,
  `const require = (name: string) => name; export const x = require('fs')`,
  `export const f = (a: { import(name: string): void }) => a.import('fs')`,
  `// import x from '../other/event.ts'`,
])('an import on the list passes: %s', (text) => {
  expect(folder.refusals(text)).toEqual([])
})

test('a test may import vitest, the kit for tests, and keep state', () => {
  const text = `import { test } from 'vitest'
import { askEvent } from 'usher/kit/testing'
let app = 1
test('x', () => { app++ })`
  expect(folder.refusals(text, 'fair/pages/visa.test.tsx')).toEqual([])
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EventFolder } from '../support/event-folder.ts'

let folder: EventFolder
beforeEach(() => {
  folder = new EventFolder()
})
afterEach(() => folder.remove())

describe('state of the module is refused', () => {
  test.each([
    ['let count = 0', '"let count" at module level'],
    ['var count = 0', '"var count" at module level'],
    ['export let count = 0', '"let count" at module level'],
    ['for (var i = 0; i < 3; i++);', '"var i" at module level'],
    ['const seen = []; export const f = (x) => seen.push(x)', '"seen" belongs to the module'],
    ['const seen = []; export const f = (x) => { seen[0] = x }', '"seen" belongs'],
    ['const seen = []; export function f() { seen.length = 0 }', '"seen" belongs'],
    ['const seen: string[] = [] as string[]; export const f = () => seen.sort()', '"seen" belongs'],
    ['const seen = new Set(); export const f = (x) => seen.add(x)', '"seen" belongs'],
    ['const seen = new Map(); export const f = (x) => seen?.set(x, 1)', '"seen" belongs'],
    ['const seen = new WeakMap(); export const f = (x) => seen!.delete(x)', '"seen" belongs'],
    ['const state = { n: 0 }; export const f = () => state.n++', '"state" belongs'],
    ['const state = { n: 0 }; export const f = () => { delete state.n }', '"state" belongs'],
    ['const state = { n: 0 }; export const f = () => { (state as any).n += 1 }', '"state" belongs'],
    ['const state = { n: 0 }; export const f = () => { [state.n] = [1] }', '"state" belongs'],
    ['const state = {}; export const f = (o) => { ({ ...state.o } = o) }', '"state" belongs'],
    ['const state = {}; export const f = (o) => { for (state.x of o); }', '"state" belongs'],
    ['const state = {}; export const f = (o) => Object.assign(state, o)', '"state" belongs'],
    [
      'const state = { ids: new Set() }; export const f = (x) => state.ids.add(x)',
      '"state" belongs',
    ],
    ['const s = { l: [] }; export const f = (x) => { const l = s.l; l.push(x) }', '"s" belongs'],
    ['const m = new Map(); export const f = (x) => { m.get(x).n = 1 }', '"m" belongs'],
    ['const { list } = { list: [] }; export const f = (x) => list.push(x)', '"list" belongs'],
    ['function f() { f.calls++ } export { f }', '"f" belongs'],
    ['export const next = (() => { let n = 0; return () => ++n })()', '"n" belongs'],
    ['{ let n = 0; app.get("/", () => n++) }', '"n" belongs'],
    ['export const fs = [1].map((x) => { const l = []; return () => l.push(x) })', '"l" belongs'],
    ['export const counter = { n: 0, inc() { this.n++ } }', '"this" belongs'],
    [
      'class C { static n = 0; static inc() { this.n++ } } export { C }',
      'A static field is changed',
    ],
    ['class C { static n = 0 } export const f = () => C.n++', '"C" belongs'],
    [
      'class C { #n = 0; inc() { this.#n++ } } const c = new C(); export const f = () => c.inc()',
      '"c" belongs',
    ],
    [
      'class C { l = []; a = () => { this.l.push(1) }; b() { this.a() } } const c = new C(); export const f = () => c.b()',
      '"c" belongs',
    ],
    ['export class C { n = 0; inc() { this.n++ } } export const c = new C()', '"c" belongs'],
    ['export const f = () => { import.meta.n = 1 }', '"import.meta" belongs'],
  ])('%s', (text, repair) => {
    const found = folder.refusals(`// 😀\n${text}`)
    expect(found).toEqual([expect.stringContaining(repair)])
    expect(found[0]).toMatch(/^2: /)
    expect(found[0]).toContain(`Keep what changes in the event's store`)
  })

  test.each([
    ['export const list = []', `import { list } from './data.ts'`, 'list.push(1)'],
    ['export const ids = new Set()', `import { ids as x } from './data.ts'`, 'x.add(1)'],
    ['const ids = new Set(); export { ids as x }', `import { x } from './data.ts'`, 'x.add(1)'],
    ['export default { ids: new Set() }', `import x from './data.ts'`, 'x.ids.add(1)'],
    ['export const state = { n: 0 }', `import { state } from './data.ts'`, 'state.n++'],
    ['export const ids = new Map()', `import * as data from './data.ts'`, 'data.ids.set(1, 2)'],
    [
      'export class C { n = 0; inc() { this.n++ } }',
      `import { C } from './data.ts'; const c = new C()`,
      'c.inc()',
    ],
  ])('from another file of the folder: %s', (data, imported, change) => {
    folder.write('fair/data.ts', data)
    const found = folder.refusals(`${imported}\nexport const f = () => ${change}`)
    expect(found).toEqual([expect.stringMatching(/^2: .* belongs to the module/)])
  })
})

describe('a changed global is refused', () => {
  test.each([
    ['globalThis.x = 1', '"globalThis.x"'],
    ['export const f = () => { self.x = 1 }', '"self.x"'],
    ['(globalThis as any)["x"] = 1', '"globalThis.x"'],
    ['window.x ??= 1', '"window.x"'],
    ['const g = globalThis; g.x = 1', '"globalThis.x"'],
    ['delete globalThis.fetch', '"globalThis.fetch"'],
    ['Array.prototype.last = function () { return this.at(-1) }', '"Array.prototype.last"'],
    ['const p = Array.prototype; p.last = () => 1', '"Array.prototype.last"'],
    ['[].__proto__.last = 1', 'A prototype is changed'],
    ['export const f = (x) => { x.constructor.prototype.y = 1 }', 'A prototype is changed'],
    ['Object.getPrototypeOf([]).y = 1', 'A prototype is changed'],
    ['Object.assign(Object.getPrototypeOf([]), { y: 1 })', 'A prototype is changed'],
    ['Object.defineProperty(globalThis, "x", { value: 1 })', '"globalThis"'],
    ['Object.assign(Array.prototype, { x: 1 })', '"Array.prototype"'],
    ['Reflect.set(globalThis, "x", 1)', '"globalThis"'],
    ['Math.random = () => 4', '"Math.random"'],
    ['console.log = () => {}', '"console.log"'],
    ['fetch = () => {}', '"fetch" is not declared'],
    ['export const f = () => { counter = 1 }', '"counter" is not declared'],
    [
      'export const f = () => { [a.b, counter] = [1, 2]; const a = {} }',
      '"counter" is not declared',
    ],
    ['declare const process: any; process.env.X = "1"', '"process.env.X"'],
    ['eval("1")', 'eval and new Function'],
    ['(0, eval)("1")', 'eval and new Function'],
    ['const e = eval', 'eval and new Function'],
    ['new Function("return 1")', 'eval and new Function'],
    ['Function("return 1")()', 'eval and new Function'],
    ['globalThis.eval("1")', 'eval and new Function'],
    [`import { Hono } from 'hono'; Hono.prototype.get = 1`, '"Hono" comes from "hono"'],
    [`import { topics } from 'usher/kit'; topics.key = 1`, '"topics" comes from "usher/kit"'],
    [`import * as kit from 'usher/kit'; kit.list.push(1)`, '"kit" comes from "usher/kit"'],
  ])('%s', (text, repair) => {
    const found = folder.refusals(`\n${text}`)
    expect(found).toEqual([expect.stringContaining(repair)])
    expect(found[0]).toMatch(/^2: /)
  })
})

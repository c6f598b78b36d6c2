import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EventFolder } from '../support/event-folder.ts'

let folder: EventFolder
beforeEach(() => {
  folder = new EventFolder()
})
afterEach(() => folder.remove())

describe('what only looks like it passes', () => {
  test.each([
    [
      'a constant',
      `const A = [1, 2]; const B = { a: 1 }; export const f = () => A.map(String) + B.a`,
    ],
    ['a copy', `const A = [2, 1]; export const f = () => [...A].sort().concat(A.toSorted())`],
    [
      'a copy in a constant',
      `const A = [2, 1]; export const f = () => { const a = [...A]; a.push(1) }`,
    ],
    ['a copied object', `const A = { n: 1 }; export const f = () => { const a = { ...A }; a.n++ }`],
    ['Object.assign to a new object', `const A = {}; export const f = () => Object.assign({}, A)`],
    [
      'a clone',
      `const A = { n: 1 }; export const f = () => { const a = structuredClone(A); a.n++ }`,
    ],
    [
      'variables of a function',
      `export function f() { let n = 0; var l = []; n++; l.push(n); return l }`,
    ],
    ['a parameter of the same name', `const list = []; export const f = (list) => list.push(1)`],
    [
      'a variable of the same name',
      `const list = []; export const f = () => { const list = []; list.push(1) }`,
    ],
    [
      'a block of its own',
      `const n = {}; export const f = () => { { const n = { a: 1 }; n.a++ } return n }`,
    ],
    [
      'a destructured parameter',
      `const list = []; export const f = ({ list }) => { list.push(1); list = 2 }`,
    ],
    [
      'a parameter with a default',
      `const list = []; export const f = (a, list = []) => list.push(a)`,
    ],
    ['a hoisted var', `const list = []; export function f() { list = []; list.push(1); var list }`],
    [
      'a caught error',
      `const e = {}; export const f = () => { try { f() } catch (e) { e.message = '' } }`,
    ],
    ['a loop variable', `const x = {}; export const f = (xs) => { for (const x of xs) x.n = 1 }`],
    ['a loop at module level', `for (let i = 0; i < 3; i++) console.log(i)`],
    [
      'filled while loading',
      `const M = new Map(); for (const x of [1]) M.set(x, x); M.set(2, 2); M.size`,
    ],
    ['filled by forEach while loading', `const M = new Map(); [1].forEach((x) => M.set(x, x))`],
    [
      'made by a function at once',
      `const M = (() => { const m = new Map(); m.set(1, 2); return m })()`,
    ],
    ['reduced while loading', `const A = [1].reduce((all, x) => { all[x] = 1; return all }, {})`],
    [
      'a Hono app',
      `import { Hono } from 'hono'; const app = new Hono(); app.get('/x', (c) => c.text('')).delete('/x', (c) => c.text('')); export default app`,
    ],
    [
      'routes put on an app by a function',
      `import { Hono } from 'hono'; const app = new Hono(); const add = () => { app.delete('/x', h); app.get('/y', h) }; add()`,
    ],
    [
      'the context of a request',
      `app.use(async (c, next) => { c.set('a', 1); c.res.headers.set('x', 'y'); c.x = 1; await next() })`,
    ],
    [
      'a method of a class that nobody keeps',
      `class C { n = 0; l = []; inc() { this.n++; this.l.push(1) } } export const f = () => new C().inc()`,
    ],
    [
      'a constructor',
      `class C { constructor() { this.n = 1 } } const c = new C(); export const f = () => c.n`,
    ],
    [
      'a method that only reads',
      `class C { n = 1; get() { return this.n } } const c = new C(); export const f = () => c.get()`,
    ],
    [
      'a static constant',
      `class C { static readonly all = [1]; static { this.all.push(2) } } export { C }`,
    ],
    ['an object made in a function', `export const f = () => ({ n: 0, inc() { this.n++ } })`],
    ['a class made in a function', `export const f = () => { class C { static n = 0 } C.n++ }`],
    ['own prototype while loading', `function F() {} F.prototype.x = 1; F.y = 2; export { F }`],
    [
      'a local console and fetch',
      `export const f = (console, fetch) => { console.log = 1; fetch = 2; const Math = {}; Math.random = 3 }`,
    ],
    [
      'an own Object',
      `const Object = { assign: (a, b) => b }; export const f = () => Object.assign(globalThis, {})`,
    ],
    [
      'an own eval and Function',
      `import { Function } from './x.ts'; export const f = (x) => new Function(x) + x.eval('1')`,
    ],
    ['the type Function', `export const f = (x: Function) => x instanceof Function`],
    [
      'declared types',
      `declare let a: number; declare global { var b: number } interface C { let: 1 } export type D = C`,
    ],
    [
      'reading globals',
      `export const f = () => globalThis.fetch('/x') && self.crypto.randomUUID() && Math.max(1, 2)`,
    ],
    ['deleting in a cache of the platform', `export const f = (r) => caches.default.delete(r)`],
    [
      'a result that is made anew',
      `const db = connect(); export const f = () => { const x = db.get(1); x.n = 1 }`,
    ],
    [
      'a label and a member of the name',
      `const a = {}; export const f = (o) => { o.a = 1; o.a.b = 2; a: for (;;) break a }`,
    ],
    [
      'a shadowed import',
      `import { x } from 'usher/kit'; export const f = (x) => { x.y = 1; x.push(2) }`,
    ],
    [
      'JSX',
      `const A = () => <b />; const o = { A }; export const V = ({ o }) => <o.A x={(o.n = 1)} {...o} />`,
    ],
    [
      'a date of its own',
      `const D = new Date(0); export const f = () => { const d = new Date(D); d.setDate(1); return D.getTime() }`,
    ],
    ['generators and labels', `export function* f() { let n = 0; while (true) yield n++ }`],
    [
      'comments and strings',
      `// let a = 1; globalThis.x = 1\nexport const s = 'eval(globalThis.x = 1)'`,
    ],
  ])('%s: %s', (_, text) => {
    expect(folder.refusals(text)).toEqual([])
  })

  test.each([
    ['export const list = [1]', 'data.list.map(String)'],
    ['export const add = { add: (x) => x }', 'data.add.add(1)'],
    ['export class C { n = 1; add() { return this.n } }', 'new data.C().add()'],
  ])('reading what another file exports: %s', (data, use) => {
    folder.write('fair/data.ts', data)
    expect(
      folder.refusals(`import * as data from './data.ts'; export const f = () => ${use}`),
    ).toEqual([])
  })
})

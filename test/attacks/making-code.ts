import { type AttackKind, attacking } from './attack.ts'

export const makingCode: AttackKind = {
  title: 'Making code at run time',
  attacks: [
    {
      key: 'code-text',
      tries: 'makes code of text: `eval`, `new Function`, timers with text',
      source: attacking(`const make = [
      () => eval('1 + 1'),
      () => new Function('return 1 + 1')(),
      () => (() => {}).constructor('return globalThis')(),
      () => Object.getPrototypeOf(async () => {}).constructor('return 1')(),
      () => setTimeout('globalThis.p0wned = 1'),
    ]
    for (const run of make) {
      try {
        got.push(String(run()))
      } catch (error) {
        got.push(String(error))
      }
    }`),
      says: 'EvalError',
      build: 'refused',
      shared: [],
      isolated: [],
      note: 'The runtime refuses',
    },
    {
      key: 'code-wasm',
      tries: 'compiles WebAssembly',
      source: attacking(`const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])
    for (const run of [() => new WebAssembly.Module(bytes), () => WebAssembly.instantiate(bytes)]) {
      try {
        got.push(String(await run()))
      } catch (error) {
        got.push(String(error))
      }
    }`),
      says: 'CompileError',
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'The runtime refuses',
    },
    {
      key: 'code-workers',
      tries: 'starts workers, loads scripts, and loads isolates of its own',
      source: attacking(`for (const run of [
      () => importScripts('https://forbidden.example/'),
      () => new Worker('data:text/javascript,1'),
      () => new SharedWorker('data:text/javascript,1'),
      () => navigator.serviceWorker.register('/x'),
      () => c.env.LOADER.get('victim', () => ({})),
      () => new ShadowRealm().evaluate('1'),
    ]) {
      try {
        got.push(String(run()))
      } catch (error) {
        got.push(String(error))
      }
    }`),
      says: 'ReferenceError',
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'There are none',
    },
  ],
}

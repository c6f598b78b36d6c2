import { execFile } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import { expect, vi } from 'vitest'
import { LOCAL_ADMIN_TOKEN } from '../../src/cli/local-data.ts'
import { run } from '../../src/cli/run.ts'
import { type BuiltWorker, startBuiltWorker } from './built-worker.ts'

/** How a command has ended, and what it printed. */
export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A master key, as `SECRETS_KEY` has it. */
const SECRETS_KEY = `2027-a:${Buffer.alloc(32, 7).toString('base64')}`

/** What would be deployed, with a registry of its own; `usher` asks it until the end of the tests. */
export async function openPlatform(dist: string): Promise<BuiltWorker> {
  const built = await startBuiltWorker(dist, {
    bindings: {
      ADMIN_TOKEN: LOCAL_ADMIN_TOKEN,
      PREVIEW_SECRET: 'a-secret-for-previews',
      SECRETS_KEY,
    },
  })
  vi.stubEnv('USHER_ADMIN', `http://admin.localhost:${built.url.port}`)
  vi.stubEnv('USHER_TOKEN', undefined)
  return built
}

/** `usher …` in this process, which is no terminal. One after another. */
export async function usher(...words: string[]): Promise<Ended> {
  const said = { out: '', err: '' }
  const keep =
    (stream: keyof typeof said) =>
    (text: unknown): boolean =>
      (said[stream] += String(text)) !== ''
  const spies = [
    vi.spyOn(console, 'log').mockImplementation((text) => void keep('out')(`${text}\n`)),
    vi.spyOn(console, 'error').mockImplementation((text) => void keep('err')(`${text}\n`)),
    vi.spyOn(process.stdout, 'write').mockImplementation(keep('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep('err')),
  ]
  try {
    const code = await run(words)
    return {
      code,
      out: stripVTControlCharacters(said.out),
      err: stripVTControlCharacters(said.err),
    }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

/** `usher …` in a process of its own. */
export function spawned(
  environment: Readonly<Record<string, string>>,
  words: readonly string[],
  stdin = '',
): Promise<Ended> {
  const { promise, resolve } = Promise.withResolvers<Ended>()
  const child = execFile(
    process.execPath,
    ['src/cli/usher.ts', ...words],
    { env: { ...process.env, ...environment } },
    (_, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
  )
  child.stdin?.end(stdin)
  return promise
}

/** What a command that has to succeed prints. */
export async function done(...words: string[]): Promise<string> {
  const ended = await usher(...words)
  expect(ended, words.join(' ')).toMatchObject({ code: 0 })
  return ended.out
}

export const told = async <T = Record<string, unknown>>(...words: string[]): Promise<T> =>
  JSON.parse(await done(...words, '--json')) as T

export const lines = async <T = Record<string, unknown>>(...words: string[]): Promise<T[]> =>
  (await done(...words, '--json'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T)

/** What a new event has to have. */
export const FIELDS = [
  'timeZone=Europe/Berlin',
  'locales=de,en',
  'starts=2027-03-27',
  'ends=2027-03-28',
]

export const create = (key: string, ...more: string[]): Promise<string> =>
  done('tenants', 'create', key, `name=The ${key}`, ...FIELDS, ...more)

export const revisionOf = async (key: string): Promise<number> =>
  (await told<{ tenant: { revision: number } }>('tenants', 'show', key)).tenant.revision

import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import type { ReleaseShelf } from '../../src/isolate-ports.ts'
import { releaseParts } from '../../src/wire-releases.ts'

// Where releases are kept, on the bucket itself.

function openShelf(): ReleaseShelf {
  const parts = releaseParts(env)
  if (!parts.ok) throw new Error(parts.error)
  return parts.value.shelf
}

const bytes = (text: string) => new TextEncoder().encode(text)

test('what is put there is there, as it was, until it is taken away', async () => {
  const shelf = openShelf()
  expect(await shelf.size('modules/a')).toBeNull()
  expect(await shelf.text('modules/a')).toBeNull()
  await shelf.put('modules/a', bytes('東京'))
  expect(await shelf.size('modules/a')).toBe(6)
  expect(await shelf.text('modules/a')).toBe('東京')
  await shelf.remove(['modules/a', 'modules/never'])
  expect(await shelf.size('modules/a')).toBeNull()
})

test('all of it is listed, page by page, also while it is being taken away', async () => {
  const shelf = openShelf()
  const keys = Array.from({ length: 1_100 }, (_, at) => `modules/${String(at).padStart(4, '0')}`)
  for (let at = 0; at < keys.length; at += 100) {
    await Promise.all(keys.slice(at, at + 100).map((key) => shelf.put(key, bytes(key))))
  }
  const seen: string[] = []
  let pages = 0
  for (let cursor: string | null | undefined; cursor !== null; pages++) {
    const { objects, next } = await shelf.list(cursor ?? null)
    seen.push(...objects.map(({ key }) => key))
    expect(objects.every(({ bytes: size, put }) => size === 12 && put > 0)).toBe(true)
    await shelf.remove(objects.map(({ key }) => key))
    cursor = next
  }
  expect([pages, seen.toSorted()]).toEqual([2, keys])
  expect((await shelf.list(null)).objects).toEqual([])
})

test('without a bucket it is said what is missing', () => {
  expect(releaseParts({})).toEqual({ ok: false, error: expect.stringContaining('RELEASES') })
})

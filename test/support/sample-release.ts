import { createHash } from 'node:crypto'
import { type Release, serializeRelease } from '../../src/isolate/release.ts'

export const sampleHash = (text: string): string => createHash('sha256').update(text).digest('hex')

export type SampleRelease = ReturnType<typeof sampleRelease>

/** A release of the fair with one module of its own; `title` is what is different about it. */
export function sampleRelease(title: string) {
  const texts = new Map<string, string>()
  const keep = (text: string): string => {
    texts.set(sampleHash(text), text)
    return sampleHash(text)
  }
  const manifest: Release = {
    schema: 1,
    event: 'fair',
    protocol: 1,
    store: 1,
    compatibilityDate: '2026-11-01',
    compatibilityFlags: ['new_module_registry'],
    main: 'main.js',
    modules: {
      'base/guest-12345678.js': keep('export const guestClass = () => class {}'),
      [`event/event-${sampleHash(title).slice(0, 8)}.js`]: keep(`export default '${title}'`),
      'main.js': keep('export class Guest {}'),
    },
    maps: {},
    versions: { hono: '4.13.19', platform: '0123456789abcdef' },
    overrides: { fallsOpen: true, seams: { views: [{ name: 'home.hero' }] } },
    messages: { en: { 'home.agenda': title } },
  }
  return { manifest, texts, id: sampleHash(serializeRelease(manifest)) }
}

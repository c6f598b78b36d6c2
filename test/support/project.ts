import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const PARTS = ['src', 'wrangler.toml', 'package.json', 'tsconfig.json', 'vite.config.ts']

/**
 * The product with other events, in a git-ignored folder below this one, so that it finds the same
 * packages.
 *
 * @param files path under `events/` → text
 */
export function project(name: string, files: Readonly<Record<string, string>>): string {
  const root = join('dist', 'test', name)
  rmSync(root, { recursive: true, force: true })
  for (const part of PARTS) cpSync(part, join(root, part), { recursive: true })
  writeEvents(root, files)
  return root
}

export function writeEvents(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, 'events', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}

/** Many small events, each with a text, a colour, a view and a route of its own. */
export function manyEvents(count: number): Record<string, string> {
  const files: Record<string, string> = {}
  for (let at = 0; at < count; at++) {
    const key = `fair-${String(at).padStart(4, '0')}`
    files[`${key}/hero.tsx`] = `import type { HomeProps } from 'usher/kit'

export const Hero = ({ page }: HomeProps) => (
  <div class="wrap head">
    <h1>{page.tenant.name}</h1>
    <p>The hero of ${key}</p>
  </div>
)
`
    files[`${key}/event.tsx`] = `import { Hono } from 'hono'
import { defineEvent, type EventEnv } from 'usher/kit'
import { Hero } from './hero.tsx'

export default defineEvent({
  messages: { en: { 'home.empty': 'The programme of ${key}' } },
  theme: { accent: '#${String(100_000 + at)}' },
  views: { 'home.hero': Hero },
  routes: new Hono<EventEnv>().get('/who', (c) => c.text('${key}')),
})
`
  }
  return files
}

import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Row, type Section } from './report.ts'
import { moduleFiles } from './runtime.ts'

type Manifest = Readonly<Record<string, { readonly file: string; readonly src?: string }>>

/** How big the product is, as it is deployed. */
export function bundleSection(dist: string): Section {
  const files = moduleFiles(dist)
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Manifest
  const events = Object.values(manifest).flatMap(({ file, src }) => {
    const key = /^events\/([^/]+)\/event\.tsx?$/.exec(src ?? '')?.[1]
    return key === undefined ? [] : [row(`  event ${key}`, [join(dist, file)])]
  })
  const modules = files.map((file) => row(`  ${relative(dist, file)}`, [file]))
  return {
    title: 'Bundle',
    notes: ['KiB as built, and each module gzipped. Source maps are not counted.'],
    counts: true,
    rows: [row(`all ${files.length} modules`, files), ...modules.slice(0, 1), ...events],
  }
}

function row(what: string, files: readonly string[]): Row {
  const contents = files.map((file) => readFileSync(file))
  const raw = contents.reduce((sum, content) => sum + content.length, 0)
  const gzip = contents.reduce((sum, content) => sum + gzipSync(content).length, 0)
  return { what, figures: `${kib(raw)}  gzip ${kib(gzip)}` }
}

const kib = (bytes: number): string => (bytes / 1024).toFixed(1).padStart(6)

import { relative } from 'node:path'
import type * as v from 'valibot'
import { listMissingModules, putModule } from '../../admin/endpoints/modules.ts'
import type { releaseEntry } from '../../admin/endpoints/release-schema.ts'
import { recordRelease } from '../../admin/endpoints/releases.ts'
import { size } from '../../build/budgets.ts'
import type { Problem } from '../../build/problem.ts'
import type { Assembled } from '../../build/release/assemble.ts'
import type { AdminApi } from '../api/admin-api.ts'
import { kindOf, Refused } from '../api/refusal.ts'
import { farText, Progress } from '../output/progress.ts'

export type Entry = v.InferOutput<typeof releaseEntry>

/** What became of a release, or would. */
export interface SentRelease {
  readonly event: string
  readonly id: string
  /** Modules and source maps that were not there before, and their bytes. */
  readonly sent: number
  readonly bytes: number
  /** null where nothing was to be changed. */
  readonly release: Entry | null
}

export interface SendOptions {
  readonly query: { readonly reason?: string; readonly dryRun: boolean }
  readonly note: string | undefined
  /** What its source may not do beside other events. */
  readonly notShared: readonly Problem[]
}

/** Modules sent at once. */
const AT_ONCE = 4

/** Sends what the platform does not have of a release yet, and records it. */
export async function sendRelease(
  api: AdminApi,
  { id, manifest, texts }: Assembled,
  options: SendOptions,
): Promise<SentRelease> {
  const { event } = manifest
  const { missing } = await api.ask(listMissingModules, { body: { modules: [...texts.keys()] } })
  const told = { event, id, sent: missing.length, bytes: bytesOf(texts, missing) }
  if (options.query.dryRun) return { ...told, release: null }
  await sendModules(api, event, texts, missing)
  const record = () =>
    api.ask(recordRelease, {
      params: { key: event },
      query: options.query,
      body: {
        manifest,
        notShared: noted(options.notShared),
        ...(options.note === undefined ? {} : { note: options.note }),
      },
    })
  try {
    return { ...told, release: await record() }
  } catch (error) {
    // What was there a moment ago may have been thrown away since.
    if (!(error instanceof Refused) || kindOf(error.problem) !== 'conflict') throw error
    const gone = await api.ask(listMissingModules, { body: { modules: [...texts.keys()] } })
    if (gone.missing.length === 0) throw error
    await sendModules(api, event, texts, gone.missing)
    return { ...told, release: await record() }
  }
}

/** Most that is noted of one release; who mends these is told of the others. */
const MOST_NOTES = 50

const noted = (problems: readonly Problem[]) =>
  problems.slice(0, MOST_NOTES).map(({ file, line, repair }) => ({
    file: relative('.', file),
    line: line ?? null,
    repair: repair.slice(0, 1_000),
  }))

const bytesOf = (texts: ReadonlyMap<string, string>, hashes: readonly string[]): number =>
  hashes.reduce((sum, hash) => sum + Buffer.byteLength(texts.get(hash) ?? ''), 0)

async function sendModules(
  api: AdminApi,
  event: string,
  texts: ReadonlyMap<string, string>,
  hashes: readonly string[],
): Promise<void> {
  const progress = new Progress(`Sending ${event}`)
  const total = size(bytesOf(texts, hashes))
  const waiting = [...hashes]
  let done = 0
  const send = async (): Promise<void> => {
    for (let hash = waiting.shift(); hash !== undefined; hash = waiting.shift()) {
      await api.ask(putModule, { params: { hash }, lines: texts.get(hash) ?? '' })
      progress.say(`${farText(`Sending ${event}, module`, ++done, hashes.length)} of ${total}`)
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, send))
  } finally {
    progress.end()
  }
}

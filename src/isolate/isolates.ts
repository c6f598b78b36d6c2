import { type Clock, err, ok, type Result, type TakenWork, type Tenant } from '../contract.ts'
import { errorOf } from '../dispatch/isolated-answer.ts'
import { ReleaseRefused } from '../dispatch/release-refused.ts'
import type { ServeLimits } from '../dispatch/serve.ts'
import type {
  ExplainAsked,
  Isolate,
  Isolates,
  IsolateTurn,
  ReleaseFacts,
} from '../isolate-ports.ts'
import { ReadThrough, type ReadThroughOptions } from '../registry/read-through.ts'
import { within } from '../within.ts'
import { loadManifest, loadModules } from './load.ts'
import type { HashedTexts } from './module-texts.ts'
import type { Around, GuestTurn } from './protocol.ts'
import type { Release } from './release.ts'
import { tellError } from './reports.ts'

/** A release's code and what its isolate may use. */
export interface IsolateCode {
  readonly release: Release
  readonly modules: Readonly<Record<string, string>>
}

/** The entrypoint of a release for one turn. */
export interface GuestStub {
  /** null, or a `ToldError`. */
  ready(): Promise<unknown>
  serve(request: Request): Promise<unknown>
  hook(work: TakenWork): Promise<unknown>
  explain(asked: ExplainAsked): Promise<unknown>
}

export interface IsolatesParts {
  readonly texts: HashedTexts
  /** `code` is asked for where the isolate does not run yet. */
  readonly start: (
    tenant: Tenant,
    release: string,
    code: () => Promise<IsolateCode>,
    turn: GuestTurn,
  ) => GuestStub
  readonly around: Around
  readonly limits: ServeLimits
  /** The state of what is published that would be answered at once. */
  readonly published: (tenant: Tenant) => number | null
  readonly clock: Clock
  readonly options: IsolatesOptions
}

/** Times in milliseconds; `size` counts releases. */
export interface IsolatesOptions extends ReadThroughOptions {
  /** How long a release may take until it is ready, from where it is kept to its module's import. */
  readonly start: number
}

/** A release that was loaded and is ready, or why it is not. */
type Known = Result<Release, Error>

interface Wanted {
  readonly tenant: Tenant
  readonly release: string
}

/**
 * Isolates by event and release. Each is loaded once and asked whether it is ready, before it is given
 * anybody's request: a body that was handed to what does not load cannot be had again.
 */
export function createIsolates(parts: IsolatesParts): Isolates {
  const { clock, options } = parts
  const memory = new ReadThrough<Wanted, Known>(
    {
      read: async (wanted) => {
        const known = await load(parts, wanted)
        return known.ok ? ok(known) : err(known)
      },
      lifetime: () => ({ fresh: Infinity, refresh: Infinity, stale: Infinity }),
      prefer: (read) => read,
      weigh: () => 1,
    },
    clock,
    options,
  )
  return {
    open(tenant, release, keepAlive) {
      const name = `${tenant.key} ${tenant.storeId} ${release}`
      const known = memory.get(name, { tenant, release }, keepAlive)
      const opened = (read: Known) =>
        read.ok ? ok(isolateOf(parts, tenant, release, read.value)) : read
      return known instanceof Promise ? known.then(opened) : opened(known)
    },
  }
}

async function load(parts: IsolatesParts, { tenant, release: id }: Wanted): Promise<Known> {
  const { texts, options } = parts
  let manifest: Release | undefined
  const started = async (): Promise<Known> => {
    const release = await loadManifest(texts, tenant.key, id)
    manifest = release
    // Read before it is started, so that what is wrong with it is told apart from what it throws.
    const modules = await loadModules(texts, release)
    const turn = { tenant, viewer: null, requestId: '', origin: '' }
    const code = async (): Promise<IsolateCode> => ({ release, modules })
    const told = await parts.start(tenant, id, code, guestTurn(parts, turn)).ready()
    if (told !== null) throw errorOf(told)
    return ok(release)
  }
  try {
    return await within(started(), options.start, tooLate)
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown))
    if (manifest === undefined) return err(error)
    return err(new ReleaseRefused(error, factsOf(manifest).fallsOpen))
  }
}

function tooLate(): never {
  throw new Error('The release was not ready in time.')
}

function isolateOf(parts: IsolatesParts, tenant: Tenant, id: string, release: Release): Isolate {
  const ask = async (
    turn: IsolateTurn,
    call: (stub: GuestStub) => Promise<unknown>,
  ): Promise<unknown> => {
    let unread: Error | undefined
    const code = async (): Promise<IsolateCode> => {
      try {
        return { release, modules: await loadModules(parts.texts, release) }
      } catch (error) {
        unread = error instanceof Error ? error : new Error(String(error))
        throw unread
      }
    }
    try {
      return await call(parts.start(tenant, id, code, guestTurn(parts, turn)))
    } catch (error) {
      // It had been evicted, and its code is not to be had again: nothing of it has run.
      if (unread !== undefined) return { unloaded: tellError(unread) }
      throw error
    }
  }
  return {
    about: factsOf(release),
    serve: (turn, request) => ask(turn, (stub) => stub.serve(request)),
    hook: (turn, work) => ask(turn, (stub) => stub.hook(work)),
    explain: (turn, asked) => ask(turn, (stub) => stub.explain(asked)),
  }
}

const guestTurn = ({ limits, around, published }: IsolatesParts, turn: IsolateTurn): GuestTurn => ({
  ...turn,
  limits,
  around,
  published: published(turn.tenant),
})

const factsOf = ({ overrides, messages }: Release): ReleaseFacts => ({
  fallsOpen: overrides === null || overrides.fallsOpen,
  messages,
})

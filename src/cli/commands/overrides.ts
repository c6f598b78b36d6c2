import { rmSync } from 'node:fs'
import { Command } from 'commander'
import { describeProblems } from '../../build/problem.ts'
import type { Manifest } from '../../build/manifest.ts'
import { labelOf, SEAMS } from '../../seam/seams.ts'
import { nearest } from '../../nearest.ts'
import { filesAt, readBaseAt, unpack } from '../overrides/base-at.ts'
import { changesOf, touchedBy } from '../overrides/changes.ts'
import { currentManifest } from '../overrides/current-manifest.ts'
import { readQuery, usesFor, usesOf } from '../overrides/query.ts'
import { countTable, eventText, table, usesText } from '../overrides/table.ts'
import { UsageError } from '../exit-codes.ts'

interface Options {
  readonly event?: string
  readonly of?: string
  readonly against?: string
  readonly json?: true
}

/** What a question is answered with: the same, for people and for programs. */
interface Said {
  readonly text: string
  readonly data: unknown
}

/** `usher overrides`: what events change of the base, and whom a change of the base touches. */
export const overridesCommand = new Command('overrides')
  .description('list what events override, and who depends on a piece of the base')
  .option('--event <key>', 'the names of one event’s pieces')
  .option('--of <seam[:name]>', 'who overrides it: view, view:home.hero, route:/agenda, message')
  .option('--against <git ref>', 'whom the base’s changes since then touch, and why')
  .option('--json', 'the whole answer, for programs')
  .addHelpText(
    'after',
    `
Reads the manifest of the last build, and builds anew when the source has changed since.

--against compares the base in the working tree with the base at the ref, with the packages of today:
  texts, theme tokens, views and routes that came, went or changed, and changes of the file that
  declares a view or a route (all views and routes of that file are told). It does not see a change in a file which that one imports, in the props
  of a view (the type check does), in src/seam and src/dispatch, in the base's style rules, or in what
  middleware for a path stands before. Where the code at the ref cannot be run, files alone are compared.`,
  )
  .action(async (options: Options) => {
    const asked = [options.event, options.of, options.against].filter((text) => text !== undefined)
    if (asked.length > 1) throw new UsageError('Give one of --event, --of and --against.')
    const { manifest, problems } = await currentManifest((line) => console.error(line))
    const { text, data } = await answer(manifest, options)
    console.log(options.json ? JSON.stringify(data, null, 2) : text)
    if (problems.length === 0) return
    console.error(`\nLeft out or incomplete:\n${describeProblems(problems)}`)
    process.exitCode = 1
  })

async function answer(manifest: Manifest, { event, of, against }: Options): Promise<Said> {
  if (event !== undefined) return aboutEvent(manifest, event)
  if (of !== undefined) return aboutPiece(manifest, of)
  if (against !== undefined) return aboutChanges(manifest, against)
  return { text: countTable(manifest), data: manifest.events }
}

function aboutEvent({ events }: Manifest, key: string): Said {
  const event = Object.hasOwn(events, key) ? events[key] : undefined
  if (event !== undefined) return { text: eventText(key, event), data: event }
  const near = nearest(key, Object.keys(events))
  const guess = near === null ? '' : ` Did you mean "${near}"?`
  throw new UsageError(`No event "${key}" has code in events/.${guess}`)
}

function aboutPiece(manifest: Manifest, of: string): Said {
  const uses = usesFor(readQuery(of, manifest), manifest)
  if (uses.length === 0) return { text: `No event overrides ${of}.`, data: [] }
  return { text: `${usesText(uses)}\n${share(uses, manifest)}`, data: uses }
}

async function aboutChanges(manifest: Manifest, ref: string): Promise<Said> {
  const folder = await unpack(ref)
  try {
    const then = await readBaseAt(folder)
    if (then.surface === null) {
      console.error(`The base at ${ref} cannot be asked what it declares: comparing files alone.`)
    }
    const changes = changesOf(then, { surface: manifest.base, files: filesAt('.') })
    const touched = touchedBy(changes, usesOf(manifest))
    const summary = `${changes.length} changes of the base since ${ref}`
    if (touched.length === 0) return { text: `${summary}; they touch no event.`, data: [] }
    const rows = touched.map((use) => [use.event, SEAMS[use.seam].one, labelOf(use), use.why])
    const text = table([['event', 'seam', 'piece', 'why'], ...rows])
    return { text: `${text}\n${summary}, ${share(touched, manifest)}`, data: touched }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const share = (uses: readonly { readonly event: string }[], { events }: Manifest): string =>
  `${new Set(uses.map(({ event }) => event)).size} of ${Object.keys(events).length} events`

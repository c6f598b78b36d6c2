import { existsSync } from 'node:fs'
import { styleText } from 'node:util'
import { Command } from 'commander'
import type { Result } from '../../contract.ts'
import { servingPort } from '../local-data.ts'
import { type Answers, type Given, readAnswers } from '../scaffold/answers.ts'
import { scaffold, type ScaffoldFolder } from '../scaffold/files.ts'
import { PERSONA_NAME } from '../scaffold/people-file.ts'
import { PIECES } from '../scaffold/pieces.ts'
import { askAnswers, askKey } from '../scaffold/questions.ts'
import { accentNote, eventKey } from '../scaffold/read-answer.ts'
import { untilServed } from '../scaffold/until-served.ts'
import { writeFolders } from '../scaffold/write-folders.ts'
import { UsageError } from '../exit-codes.ts'

interface Options extends Given {
  readonly yes?: true
  readonly dryRun?: true
}

/** Like a program that Ctrl-C has ended. */
const LEFT = 130

const TERMINAL = { input: process.stdin, output: process.stdout }

/** `usher new [key]`: an event with its test, on its host at once. */
export const newCommand = new Command('new')
  .description('make a new event: its code, its test, its record for local development')
  .argument('[key]', 'the event key: its folder, and its name on the web')
  .option('--name <name>', 'what visitors call it; else made of the key')
  .option('--place <place>', 'where it is, in one line; else left open')
  .option('--starts <date>', 'first day, 2027-03-27; else in two months')
  .option('--ends <date>', 'last day; else the day after the first')
  .option('--time-zone <zone>', 'IANA time zone of the place; else this machine’s')
  .option('--locales <tags>', 'languages, the first is the default: de-DE,en; else en')
  .option('--accent <colour>', 'its colour, #7c2d92; else one picked by the key')
  .option('--with <examples>', `what its code begins with: ${PIECES.join(',')}`)
  .option('--yes', 'ask nothing: what no flag says is the default')
  .option('--dry-run', 'write nothing, list the files')
  .action(async (givenKey: string | undefined, { yes, dryRun, ...given }: Options) => {
    if (!existsSync('events') || !existsSync('demo')) {
      throw new UsageError('There is no events/ here. Run it in the project’s own folder.')
    }
    const asks = yes !== true && process.stdin.isTTY && process.stdout.isTTY
    const key = await keyOf(givenKey, asks)
    if (!key.ok) return leave()
    const now = new Date()
    // What a flag says wrongly is told before anything is asked.
    const answersToFlags = right(readAnswers(key.value, given, now))
    const typed = asks ? await askAnswers(TERMINAL, key.value, given, now) : null
    if (typed?.ok === false) return leave()
    const answers =
      typed === null ? answersToFlags : right(readAnswers(key.value, typed.value, now))
    const folders = scaffold(key.value, answers)
    if (dryRun) return list('Would write', folders)
    write(key.value, folders)
    list('Wrote', folders)
    const note = asks ? null : accentNote(answers.accent)
    if (note !== null) console.log(note)
    await show(key.value, answers)
  })

const leave = (): void => {
  process.exitCode = LEFT
}

async function keyOf(given: string | undefined, asks: boolean): Promise<Result<string, 'left'>> {
  if (given === undefined && asks) return askKey(TERMINAL, refuseTaken)
  if (given === undefined) throw new UsageError('Give the event a key: npx usher new my-fair')
  const key = eventKey(given)
  const refusal = key.ok ? refuseTaken(key.value) : key.error
  if (!key.ok || refusal !== null) throw new UsageError(refusal ?? '')
  return key
}

/** Why a key is no longer free; null when it is. */
function refuseTaken(key: string): string | null {
  const taken = [`events/${key}`, `demo/${key}`].find((path) => existsSync(path))
  if (taken === undefined) return null
  return `${taken}/ is there already; nothing is written over. Choose another key, or change what is there.`
}

function right(read: Result<Answers, string[]>): Answers {
  if (!read.ok) throw new UsageError(read.error.join('\n'))
  return read.value
}

function write(key: string, folders: readonly ScaffoldFolder[]): void {
  try {
    writeFolders('.', folders)
  } catch (error) {
    // Somebody else was quicker.
    const taken = refuseTaken(key)
    throw taken === null ? error : new UsageError(taken)
  }
}

function list(what: string, folders: readonly ScaffoldFolder[]): void {
  console.log(`${what}\n`)
  for (const { path, files } of folders)
    for (const [name] of files) console.log(`  ${path}/${name}`)
  console.log('')
}

/** The address, once it answers. */
async function show(key: string, { with: pieces }: Answers): Promise<void> {
  const port = servingPort()
  const url = `http://${key}.localhost:${port ?? '8787'}/`
  if (port === null) {
    console.log(`Now run npm start and open ${styleText('bold', url)}`)
  } else {
    await untilServed(url)
    console.log(`Open ${styleText('bold', url)}`)
  }
  console.log(`Signed in as ${PERSONA_NAME}: ${url}__dev/as/persona-1@people.example`)
  if (pieces.includes('page')) console.log(`Its extra page: ${url}visit`)
  console.log(`Change events/${key}/event.tsx and the page follows.`)
  console.log(`Its test: npx vitest run --project unit events/${key}`)
}

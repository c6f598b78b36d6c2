import { Command } from 'commander'
import { sayAll } from '../output/say.ts'
import { table } from '../output/table.ts'

interface Options {
  readonly beside: string
  readonly json?: true
}

/** What an event does that takes more than it may, by its path; see docs/isolation.md. */
const PATHS = ['/calls', '/memory', '/loop'] as const

/** Milliseconds between two looks at the other event, and until nobody waits for an answer. */
const PAUSE = 100
const PATIENCE = 120_000

interface Seen {
  readonly path: string
  /** null where there was none. */
  readonly status: number | null
  /** Milliseconds until the answer was there. */
  readonly took: number
  /** The other event's answers meanwhile: how many, how many were others than before, the slowest. */
  readonly beside: { readonly answers: number; readonly others: number; readonly slowest: number }
}

/** `usher limits <address> --beside <address>`: what a greedy event does to another one. */
export const limitsCommand = new Command('limits')
  .description('ask an event that takes too much, and another one meanwhile (docs/isolation.md)')
  .argument('<address>', 'of an event with the code in test/attacks/limits-check')
  .requiredOption('--beside <address>', 'of a page of another event')
  .option('--json', 'for programs: JSON, a line each')
  .action(async (address: string, { beside, json }: Options) => {
    const seen: Seen[] = []
    for (const path of PATHS) seen.push(await look(new URL(path, address), beside))
    sayAll(json, seen, words)
  })

async function look(greedy: URL, beside: string): Promise<Seen> {
  const usual = await ask(beside)
  const others = { answers: 0, others: 0, slowest: 0 }
  const turn = { over: false }
  const asked = ask(greedy.href).finally(() => (turn.over = true))
  do {
    const { status, took } = await ask(beside)
    others.answers++
    if (status !== usual.status) others.others++
    others.slowest = Math.max(others.slowest, took)
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
  } while (!turn.over)
  return { path: greedy.pathname, ...(await asked), beside: others }
}

/** An answer's status, once all of it is there. */
async function ask(address: string): Promise<{ status: number | null; took: number }> {
  const began = performance.now()
  const took = (): number => Math.round(performance.now() - began)
  try {
    const signal = AbortSignal.timeout(PATIENCE)
    const answer = await fetch(address, { redirect: 'manual', signal })
    await answer.arrayBuffer()
    return { status: answer.status, took: took() }
  } catch {
    return { status: null, took: took() }
  }
}

const words = (seen: readonly Seen[]): string =>
  table(
    [
      ['asked', 'answered', 'ms', 'beside', 'other answers', 'slowest ms'],
      ...seen.map(({ path, status, took, beside }) => [
        path,
        status === null ? 'nothing' : String(status),
        String(took),
        String(beside.answers),
        String(beside.others),
        String(beside.slowest),
      ]),
    ],
    { numbers: ['ms', 'beside', 'other answers', 'slowest ms'] },
  )

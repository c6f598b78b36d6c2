import type * as v from 'valibot'
import { verify } from '../../../admin/endpoints/registry.ts'
import { Failure } from '../../exit-codes.ts'
import { apiOf, type AskingOptions, asking } from '../../options.ts'
import { counted, farText, number, Progress } from '../../output/progress.ts'
import { sayAll } from '../../output/say.ts'
import { table } from '../../output/table.ts'
import type { AdminApi } from '../../api/admin-api.ts'

type Line = v.InferOutput<typeof verify.answer>
type Finding = Extract<Line, { readonly type: 'finding' }>

interface Options extends AskingOptions {
  readonly repair?: boolean
  readonly adopt?: boolean
}

/** `usher registry verify [--repair]` */
export const verifyCommand = asking('verify')
  .description('compare what requests read with what was decided')
  .option('--repair', 'publish what is missing or different, take out what is nobody’s')
  .option('--adopt', 'register what is served of events that were never registered')
  .addHelpText(
    'after',
    `
A change is seen up to a minute late: what was just changed may be found. Exit code 1 when something
was found and is not mended. Without --repair and --adopt nothing is changed.`,
  )
  .action(async ({ repair = false, adopt = false, ...options }: Options) => {
    const findings = await follow(apiOf(options), { repair, adopt })
    sayAll(options.json, findings, (all) =>
      all.length === 0 ? 'Everything is as it was decided.' : findingTable(all),
    )
    const left = findings.filter(({ repaired }) => !repaired).length
    if (left > 0)
      throw new Failure(`Not mended: ${number(left)} of ${counted(findings.length, 'finding')}.`)
  })

async function follow(
  api: AdminApi,
  query: { readonly repair: boolean; readonly adopt: boolean },
): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const progress = new Progress('Looking')
  try {
    for await (const line of api.lines(verify, { query })) {
      if (line.type === 'finding') findings.push(line)
      else if (line.type === 'progress') progress.say(farText('Looking', line.done, line.total))
      else if (line.type === 'done') return findings
      else throw new Failure(`${line.detail} (request ${line.requestId})`)
    }
  } finally {
    progress.end()
  }
  throw new Failure('The answer broke off. Ask again.')
}

const MEANINGS: Readonly<Record<Finding['problem'], string>> = {
  missing: 'is not served',
  different: 'is served as it was before',
  nobodys: 'is served and nobody’s',
  'unknown-event': 'is of an event that was never registered (--adopt)',
}

const findingTable = (all: readonly Finding[]): string =>
  table([
    ['what', 'finding', 'mended'],
    ...all.map(({ target, problem, repaired }) => [
      target,
      MEANINGS[problem],
      repaired ? 'yes' : 'no',
    ]),
  ])

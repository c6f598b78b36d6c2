import { text } from 'node:stream/consumers'
import { Command } from 'commander'
import { readBundle } from '../../build/bundle.ts'
import { LIMITS } from '../../build/budgets.ts'
import { Stacks } from '../../build/stacks.ts'

const DIST = 'dist/usher'

/** `usher trace < line.json`: a stack of the deployed Worker in terms of the source. */
export const traceCommand = new Command('trace')
  .description('read a stack, or a fault line of the log, from stdin; print it with source lines')
  .addHelpText(
    'after',
    `\nReads the source maps in ${DIST}: build the commit that is deployed first. Modules carry a hash in
their names, so that frames of another build are left as they are.`,
  )
  .action(async () => {
    const { dir, modules } = readDist()
    const given = await text(process.stdin)
    console.log(new Stacks('.', dir, modules).read(stackOf(given)))
  })

function readDist(): ReturnType<typeof readBundle> {
  try {
    return readBundle(DIST, LIMITS.maps)
  } catch {
    throw new Error(`There is no build in ${DIST}. Run npm run build first.`)
  }
}

/** A line of the log holds its stack as JSON. */
function stackOf(given: string): string {
  try {
    const { error = '', stack = error } = JSON.parse(given) as Record<string, string>
    return stack
  } catch {
    return given
  }
}

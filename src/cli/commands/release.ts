import { resolve } from 'node:path'
import { Command } from 'commander'
import { size } from '../../build/budgets.ts'
import { describeProblems } from '../../build/problem.ts'
import { type BuiltRelease, buildReleases } from '../../build/release/build-release.ts'
import { writeRelease } from '../../build/release/write-release.ts'
import { Failure } from '../exit-codes.ts'
import { counted } from '../output/progress.ts'
import { note } from '../output/say.ts'

interface Options {
  readonly out: string
}

/** `usher release <event>`: an event, as its source is now, for an isolate of its own. */
export const releaseCommand = new Command('release')
  .description('build an event, with the platform as it is, for an isolate of its own')
  .argument('<event>', 'its key')
  .requiredOption('--out <folder>', 'where its modules go')
  .action(async (key: string, { out }: Options) => {
    const [release] = await buildReleases(resolve('.'), [key], (step) => note(`${step} …`))
    if (release === undefined) throw new Failure('Nothing was built.')
    if (release.problems.length > 0) {
      throw new Failure(`Refused:\n${describeProblems(release.problems)}`)
    }
    writeRelease(out, release)
    console.log(words(release))
  })

function words({ id, manifest, texts }: BuiltRelease): string {
  const bytes = [...texts.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  const modules = counted(Object.keys(manifest.modules).length, 'module')
  return `${manifest.event} ${id}: ${modules}, ${size(bytes)} with source maps`
}

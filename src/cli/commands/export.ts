import { createWriteStream, renameSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { exportEvents } from '../../admin/endpoints/transfer.ts'
import type { AdminApi } from '../api/admin-api.ts'
import { apiOf, type AskingOptions, asking } from '../options.ts'
import { counted, number, Progress } from '../output/progress.ts'
import { note } from '../output/say.ts'

/** `usher export [file]`: the records of all events. */
export const exportCommand = asking('export')
  .description('write the records of all events, a line of JSON each, for usher import')
  .argument('[file]', 'events.ndjson; else to stdout')
  .action(async (file: string | undefined, options: AskingOptions) => {
    const api = apiOf(options)
    const count = file === undefined ? await write(api, process.stdout) : await toFile(api, file)
    note(counted(count, 'event'))
  })

/** The file has its name when it is whole. */
async function toFile(api: AdminApi, file: string): Promise<number> {
  const part = `${file}.part`
  const stream = createWriteStream(part)
  try {
    await once(stream, 'open')
    const count = await write(api, stream)
    stream.end()
    await once(stream, 'finish')
    renameSync(part, file)
    return count
  } catch (error) {
    stream.destroy()
    rmSync(part, { force: true })
    throw error
  }
}

async function write(api: AdminApi, stream: NodeJS.WritableStream): Promise<number> {
  let count = 0
  const progress = new Progress('Exporting')
  try {
    for await (const record of api.lines(exportEvents, {})) {
      count++
      progress.say(`Exporting, ${number(count)} so far`)
      if (!stream.write(`${JSON.stringify(record)}\n`)) await once(stream, 'drain')
    }
    return count
  } finally {
    progress.end()
  }
}

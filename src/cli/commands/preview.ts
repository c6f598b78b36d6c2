import { Command } from 'commander'
import { PREVIEW_PARAMETER, signPreview } from '../../dispatch/preview.ts'
import { refuseEventKey } from '../../event-key.ts'
import { LOCAL_PREVIEW_SECRET } from '../local-data.ts'
import { UsageError } from '../usage-error.ts'

interface Options {
  readonly host?: string
  readonly hours: string
}

/** `usher preview <key>`: a link that opens an event before it is live. */
export const previewCommand = new Command('preview')
  .description('print a link that opens an event before it is live; signed with PREVIEW_SECRET')
  .argument('<key>', 'the event key')
  .option('--host <host>', 'the event’s host; locally <key>.localhost:8787')
  .option('--hours <hours>', 'how long the link opens', '48')
  .action(async (key: string, { host = `${key}.localhost:8787`, hours }: Options) => {
    const refusal = refuseEventKey(key)
    if (refusal !== null) throw new UsageError(refusal)
    const duration = Number(hours)
    if (!(duration > 0 && duration <= 24 * 90)) {
      throw new UsageError('--hours is a number from 1 to 2160 (90 days).')
    }
    const local = /\.localhost(?::\d+)?$/.test(host)
    const secret = process.env['PREVIEW_SECRET'] ?? (local ? LOCAL_PREVIEW_SECRET : undefined)
    if (secret === undefined) {
      throw new UsageError('Set PREVIEW_SECRET to the secret that the Worker has under this name.')
    }
    const expires = Math.floor(Date.now() / 1000 + duration * 3600)
    const url = new URL(`${local ? 'http' : 'https'}://${host}/`)
    url.searchParams.set(PREVIEW_PARAMETER, await signPreview(secret, key, expires))
    console.log(url.href)
  })

import { styleText } from 'node:util'
import { Command } from 'commander'
import type { Told } from '../../admin/told.ts'
import { faultRows } from '../../admin/fault-rows.ts'
import { explainRows } from '../../dispatch/explain-rows.ts'
import { adminTarget, askAdmin } from '../admin-client.ts'
import { UsageError } from '../usage-error.ts'

interface Options {
  readonly method: string
  readonly admin?: string
  readonly json?: true
}

/** `usher explain <url>`: what the router would do with a request, and why. */
export const explainCommand = new Command('explain')
  .description('say what the router would do with a request: host, event, status, lane, layer')
  .argument('<url>', 'the address, http://my-fair.localhost:8787/agenda')
  .option('--method <method>', 'the request’s method', 'GET')
  .option('--admin <origin>', 'the admin host to ask (USHER_ADMIN)')
  .option('--json', 'the whole answer, for programs')
  .action(async (address: string, { method, admin, json }: Options) => {
    const url = URL.parse(address)
    if (url === null || !/^https?:$/.test(url.protocol)) {
      throw new UsageError(
        `"${address}" is no address. Give one like http://my-fair.localhost:8787/`,
      )
    }
    const query = new URLSearchParams({ url: url.href, method })
    const told = await askAdmin<Told>(
      adminTarget(admin, url),
      `/api/v1/explain?${query.toString()}`,
    )
    if (json) return console.log(JSON.stringify(told, null, 2))
    console.log(`${styleText('bold', `${told.method} ${told.url}`)}\n`)
    const rows = [...explainRows(told, Date.now()), ...faultRows(told)]
    const width = Math.max(...rows.map(([label]) => label.length))
    for (const [label, text] of rows) {
      console.log(`  ${styleText('dim', label.padEnd(width))}  ${text}`)
    }
  })

import { styleText } from 'node:util'
import { explainRequest } from '../../admin/endpoints/explain.ts'
import { faultRows } from '../../admin/fault-rows.ts'
import { METHODS } from '../../admin/told.ts'
import { explainRows } from '../../dispatch/explain-rows.ts'
import { adminApi } from '../api/admin-api.ts'
import { adminOf } from '../api/target.ts'
import { UsageError } from '../exit-codes.ts'
import { type AskingOptions, asking, oneOf } from '../options.ts'
import { say } from '../output/say.ts'
import { pairs } from '../output/table.ts'

interface Options extends AskingOptions {
  readonly method: (typeof METHODS)[number]
}

/** `usher explain <url>`: what the router would do with a request, and why. */
export const explainCommand = asking('explain')
  .description('say what the router would do with a request: host, event, status, lane, layer')
  .argument('<url>', 'the address, http://my-fair.localhost:8787/agenda')
  .option('--method <method>', 'the request’s method', oneOf(METHODS), 'GET')
  .action(async (address: string, { method, admin, json }: Options) => {
    const url = URL.parse(address)
    if (url === null || !/^https?:$/.test(url.protocol)) {
      throw new UsageError(
        `"${address}" is no address. Give one like http://my-fair.localhost:8787/`,
      )
    }
    const api = adminApi(adminOf(admin, url))
    const told = await api.ask(explainRequest, { query: { url: url.href, method } })
    say(json, told, () => {
      const rows = [...explainRows(told, Date.now()), ...faultRows(told)]
      return `${styleText('bold', `${told.method} ${told.url}`)}\n\n${pairs(rows)}`
    })
  })

import type { Domain } from '../../registry/registrar/domain-calls.ts'
import { plain } from '../output/plain.ts'
import { moment } from '../output/say.ts'

/** How a host of somebody's own domain stands, and what is to be done. */
export function domainText({ host, state, name, value, found, until, vouched }: Domain): string {
  const looked = found === null ? '' : ` (${FOUND[found]})`
  switch (state) {
    case 'verified':
      return `${host} is proven${looked}`
    case 'vouched':
      return `${host} is vouched for by ${plain(`${vouched?.actor}: ${vouched?.reason}`)}`
    case 'pending':
      return `${host} is not proven, and not served${looked}. In DNS it needs\n  ${name} TXT "${value}"`
    case 'lost': {
      const end = until === null ? '' : `, and is served until ${moment(until)}`
      return `${host} is proven no longer${looked}${end}. In DNS it needs\n  ${name} TXT "${value}"`
    }
  }
}

const FOUND = {
  proof: 'the record is there',
  nothing: 'there is no such record',
  other: 'the record there is that of another event or host',
  'no-answer': 'DNS did not answer',
} as const

import type { RequestPoint } from '../ports.ts'

/**
 * What `JSON.stringify({ type: 'request', ...point })` gives, several times as fast: it is made for
 * every request.
 */
export const requestLine = (point: RequestPoint): string =>
  `{"type":"request","requestId":${text(point.requestId)},"event":${text(point.event)}` +
  `,"lane":${text(point.lane)},"release":${text(point.release)},"route":${text(point.route)}` +
  `,"method":${text(point.method)},"status":${point.status},"duration":${point.duration}` +
  `,"phases":{"resolve":${point.phases.resolve},"app":${point.phases.app}}` +
  `,"degraded":${list(point.degraded)},"fault":${text(point.fault)}}`

/** What needs no escape in JSON; keys, patterns and ids seldom have anything else. */
const PLAIN = /^[\w\-./:*{}() ]*$/

function text(value: string | null): string {
  if (value === null) return 'null'
  return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value)
}

const list = (values: readonly string[]): string =>
  values.length === 0 ? '[]' : JSON.stringify(values)

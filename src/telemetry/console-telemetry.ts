import type { FaultPoint, RequestPoint, Telemetry } from '../ports.ts'

type Write = (line: string) => void

/** One JSON line a request and a fault, for the platform's log. Never a person's data. */
export function createConsoleTelemetry(
  write: Write = (line) => console.log(line),
  writeError: Write = (line) => console.error(line),
): Telemetry {
  return {
    opened: (opening) => writeError(JSON.stringify({ type: 'opened', ...opening })),
    note: (point) => (point.type === 'admin' ? writeError : write)(JSON.stringify(point)),
    request: (point: RequestPoint) => write(JSON.stringify({ type: 'request', ...point })),
    fault: ({ error, ...point }: FaultPoint) =>
      writeError(JSON.stringify({ type: 'fault', ...point, ...describe(error) })),
  }
}

/** Characters of a message or a stack: what events throw may be of any size. */
const LONGEST = 8_000

/** What was thrown may be anything, also something that throws when it is looked at. */
function describe(error: unknown): { readonly error: string; readonly stack?: string } {
  try {
    if (!(error instanceof Error)) return { error: `thrown: ${typeof error}` }
    const described = { error: `${error.name}: ${error.message}`.slice(0, LONGEST) }
    const { stack } = error
    return typeof stack === 'string' ? { ...described, stack: stack.slice(0, LONGEST) } : described
  } catch {
    return { error: 'thrown: something that cannot be looked at' }
  }
}

/** Colour codes of the terminal, which the bundler puts into its messages. */
const COLORS = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g')

/** What the author of an event wants to know of an error: its words, and where in the event. */
export function faultText(error: unknown): string {
  if (!(error instanceof Error)) return `Something that is no Error was thrown: ${show(error)}`
  const [words, stack] = split(error)
  const places = stack.split('\n').filter((line) => line.includes('/events/'))
  const plain = `${words}${places.length > 0 ? `\n${places.slice(0, 4).join('\n')}` : ''}`
  return plain.replaceAll(COLORS, '').trimEnd()
}

/** The message and, behind it, the stack: the first lines of a stack repeat the message. */
function split({ name, message, stack = '' }: Error): [string, string] {
  const words = message === '' ? name : `${name}: ${message}`
  const at = stack.search(/\n\s+at /)
  return [words, at < 0 ? '' : stack.slice(at)]
}

function show(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return typeof value
  }
}

import { parseSync, type Plugin, Visitor } from 'vite'

/** What makes an operation of a store: its name, then how the store answers. */
const MAKERS = /^(?:query|command|repeatable)$/

/** What of a feature is the platform's own work. */
const OUTSIDE = /^(?:store|work)$/

const FEATURE = 'Feature'

interface Span {
  readonly start: number
  readonly end: number
  readonly instead: string
}

/**
 * Leaves out of the base what a release never runs: how stores answer, and what becomes of mails. Both
 * are done outside; in an isolate operations are names. It would be a sixth of what has to be compiled
 * before a release's first answer.
 */
export const withoutStore = (): Plugin => ({
  name: 'usher:without-store',
  enforce: 'pre',
  transform: {
    filter: { id: /\/src\/base\/[^?]*\.tsx?$/, code: /store\/feature\.ts|satisfies Feature/ },
    handler: (code, id) => ({ code: stripStore(id, code), map: null }),
  },
})

/** The same file, what is left out blank: every other line of it stays where it was. */
export function stripStore(file: string, text: string): string {
  const spans: Span[] = []
  new Visitor({
    CallExpression({ callee, arguments: [, run] }) {
      if (callee.type !== 'Identifier' || !MAKERS.test(callee.name) || run === undefined) return
      spans.push({ start: run.start, end: run.end, instead: 'null' })
    },
    TSSatisfiesExpression({ expression, typeAnnotation }) {
      if (text.slice(typeAnnotation.start, typeAnnotation.end) !== FEATURE) return
      const object = expression.type === 'TSAsExpression' ? expression.expression : expression
      if (object.type !== 'ObjectExpression') return
      for (const property of object.properties) {
        if (property.type !== 'Property' || property.key.type !== 'Identifier') continue
        const { start, end } = property.value
        if (OUTSIDE.test(property.key.name)) spans.push({ start, end, instead: 'void 0' })
      }
    },
  }).visit(parseSync(file, text).program)
  // From the end: what stands there instead may be longer than a short name.
  return spans.reduceRight(
    (left, { start, end, instead }) =>
      left.slice(0, start) + blank(left.slice(start, end), instead) + left.slice(end),
    text,
  )
}

/** As many lines, and of as many columns where there is room. */
const blank = (text: string, instead: string): string =>
  instead + text.slice(instead.length).replaceAll(/[^\n]/g, ' ')

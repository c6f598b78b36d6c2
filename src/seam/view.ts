import { raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { ReportFault } from './fault.ts'

/** What a JSX component of hono/jsx gives back. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>

export type View<Props> = (props: Props) => Markup

/** A component of the base that a module may replace: same props, other markup. */
export interface ViewSeam<Name extends string, Props> {
  readonly name: Name
  readonly base: View<Props>
}

export const viewSeam = <Name extends string, Props>(
  name: Name,
  base: View<Props>,
): ViewSeam<Name, Props> => ({ name, base })

/**
 * The view's markup: the module's own, or the base's when there is none or it faults. A JSX element
 * throws only when it is written out, so it is written out here.
 */
export function renderView<Props>(
  seam: ViewSeam<string, Props>,
  own: View<Props> | undefined,
  props: Props,
  report: ReportFault,
): Markup {
  if (own === undefined) return seam.base(props)
  const fallBack = (error: unknown): Markup => {
    report(`view:${seam.name}`, error)
    return seam.base(props)
  }
  try {
    const written = write(own(props))
    if (typeof written === 'string') return raw(written)
    return written.then((text) => raw(text)).catch(fallBack)
  } catch (error) {
    return fallBack(error)
  }
}

/**
 * Markup as a string, written out here and now; throws for what would be shown as `undefined` or
 * `[object Object]`.
 */
export async function writeView(markup: unknown): Promise<Markup> {
  return raw(await write(markup))
}

function write(markup: unknown): string | Promise<string> {
  if (markup instanceof Promise) return markup.then(write)
  if (isMarkup(markup)) return markup.toString()
  throw new TypeError(`A view returns a JSX element; this one returned ${describe(markup)}.`)
}

const isMarkup = (value: unknown): value is { toString(): string | Promise<string> } =>
  typeof value === 'object' && value !== null && 'isEscaped' in value && value.isEscaped === true

const describe = (value: unknown): string => (value === null ? 'null' : typeof value)

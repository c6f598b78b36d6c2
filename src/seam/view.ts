import { raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { within } from '../within.ts'
import { GIVEN_UP, SeamFault, type SeamWatch } from './fault.ts'

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
 * The view's markup: the module's own, or the base's when there is none, it faults, takes too long, or
 * has been given up. A JSX element throws only when it is written out, so it is written out here.
 */
export function renderView<Props>(
  { name, base }: ViewSeam<string, Props>,
  own: View<Props> | undefined,
  props: Props,
  watch: SeamWatch,
): Markup {
  if (own === undefined) return base(props)
  const seam = `view:${name}`
  if (!watch.allows(seam)) return base(props)
  const fallBack = (error: unknown): Markup => {
    watch.failed(seam, error)
    return base(props)
  }
  const done = (text: string): HtmlEscapedString => {
    watch.succeeded(seam)
    return raw(text)
  }
  try {
    const written = write(own(props))
    if (typeof written === 'string') return done(written)
    return within(written, watch.deadline, () => late(watch)).then(done, fallBack)
  } catch (error) {
    return fallBack(error)
  }
}

/**
 * The markup of a view that the base has no counterpart for (a module's extra page). Its faults are
 * thrown, named by the seam.
 */
export async function renderOwn(
  seam: string,
  view: () => unknown,
  watch: SeamWatch,
): Promise<HtmlEscapedString> {
  if (!watch.allows(seam)) throw new SeamFault(seam, GIVEN_UP)
  try {
    const text = await within(Promise.resolve(write(view())), watch.deadline, () => late(watch))
    watch.succeeded(seam)
    return raw(text)
  } catch (error) {
    throw new SeamFault(seam, error)
  }
}

/** Markup of the base, written out; its errors are the base's own. */
export const writeOut = async (markup: Markup): Promise<string> => write(markup)

function late(watch: SeamWatch): never {
  watch.ranOut()
  throw new Error('The view took too long.')
}

/** Markup as a string; throws for what would be shown as `undefined` or `[object Object]`. */
function write(markup: unknown): string | Promise<string> {
  if (markup instanceof Promise) return markup.then(write)
  if (isMarkup(markup)) return markup.toString()
  throw new TypeError(`A view returns a JSX element; this one returned ${describe(markup)}.`)
}

const isMarkup = (value: unknown): value is { toString(): string | Promise<string> } =>
  typeof value === 'object' &&
  value !== null &&
  'isEscaped' in value &&
  value.isEscaped === true &&
  // An object's own words are none: `[object Object]`.
  value.toString !== Object.prototype.toString

const describe = (value: unknown): string => (value === null ? 'null' : typeof value)

import { features } from '../../src/base/match.ts'
import { MAIL_KINDS } from '../../src/base/mails/mail-work.ts'
import { REQUEST_ID } from '../../src/base/form/read-form.ts'
import { readSurface } from '../../src/base/surface.ts'
import { themeTokens } from '../../src/base/theme/tokens.ts'
import type { EventDoor } from './event-door.ts'
import { type PageForm, readForms } from './read-forms.ts'
import type { Reply } from './reply.ts'

// What the base answers, read off its features: a new route is covered without being named here.

export interface Route {
  readonly method: string
  /** `/people/:id`. */
  readonly pattern: string
}

export const ROUTES: readonly Route[] = readSurface(features, themeTokens).routes.map((route) => {
  const [method = '', pattern = ''] = route.split(' ')
  return { method, pattern }
})

export const PAGES = ROUTES.filter(({ method }) => method === 'GET')
export const CHANGES = ROUTES.filter(({ method }) => method !== 'GET')

/** Segments of patterns that take a word and not an id. */
const WORDS: Readonly<Record<string, string>> = {
  '/mails/:secret/:kind :kind': MAIL_KINDS[0],
}

/** `:code{[\w-]{22}}` → what it must look like; null for a segment that is no parameter. */
function parameter(segment: string): { readonly rule: RegExp | null } | null {
  const found = /^:\w+(?:\{(.+)\})?\??$/.exec(segment)
  if (found === null) return null
  const [, rule] = found
  return { rule: rule === undefined ? null : new RegExp(`^(?:${rule})$`) }
}

export const hasParameter = ({ pattern }: Route): boolean => pattern.includes('/:')

/** A pattern's path with an id in the place of what stands for one. */
export const pathWith = (pattern: string, id: string): string =>
  pattern
    .split('/')
    .map((segment) => {
      const found = parameter(segment)
      if (found === null) return segment
      return WORDS[`${pattern} ${segment}`] ?? written(id, found.rule)
    })
    .join('/')

/** A file of one id has its ending behind it. */
function written(id: string, rule: RegExp | null): string {
  const ending = rule === null ? undefined : /\\\.(\w+)\)\$$/.exec(rule.source)?.[1]
  const given = encodeURIComponent(id.toWellFormed())
  return ending === undefined ? given : `${given}.${ending}`
}

/** Whether a route would even be asked for an id. */
export const fits = (pattern: string, id: string): boolean =>
  pattern.split('/').every((segment) => {
    const rule = parameter(segment)?.rule
    return rule == null || rule.test(written(id, rule))
  })

/** Which route answers a path. */
export function routeOf(method: string, path: string): Route | undefined {
  const segments = (path.split(/[?#]/)[0] ?? '').split('/')
  const found = ROUTES.filter((route) => {
    const wanted = route.pattern.split('/')
    return (
      route.method === method &&
      wanted.length === segments.length &&
      wanted.every((segment, i) => {
        const rule = parameter(segment)
        return rule === null
          ? segment === segments[i]
          : rule.rule?.test(segments[i] ?? '') !== false
      })
    )
  })
  // A path in so many words goes before one with a parameter.
  return found.toSorted((a, b) => Number(hasParameter(a)) - Number(hasParameter(b)))[0]
}

export interface OpenPage {
  /** Whose page it is. */
  readonly cookie: string | undefined
  readonly pattern: string
  readonly path: string
  readonly reply: Reply
}

/**
 * Every page that is there for a visitor: of each route those ids that open it. Ids of one kind are
 * alike: one page of each is enough unless `all` are wanted.
 */
export async function openPages(
  door: EventDoor,
  cookie: string | undefined,
  ids: readonly string[],
  all = false,
): Promise<OpenPage[]> {
  const pages: OpenPage[] = []
  for (const route of PAGES) {
    const { pattern } = route
    const known = hasParameter(route) ? ids.filter((id) => fits(pattern, id)) : ['']
    for (const path of known.map((id) => pathWith(pattern, id))) {
      const reply = await door.send(path, { cookie })
      if (reply.status !== 200) continue
      pages.push({ cookie, pattern, path, reply })
      if (!all && hasParameter(route)) break
    }
  }
  return pages
}

/** One way to send a form that a page offers. */
export interface Submission {
  readonly cookie: string | undefined
  readonly route: Route
  /** The page that has the form. */
  readonly page: string
  /** Where it is sent. */
  readonly path: string
  readonly form: PageForm
  readonly values: readonly (readonly [name: string, value: string])[]
}

/** Every form of these pages that changes something, once for each of its buttons. */
function submissionsOf(pages: readonly OpenPage[]): Submission[] {
  return pages.flatMap(({ cookie, path, reply }) =>
    readForms(reply.body)
      .filter(({ method }) => method === 'post')
      .flatMap((form) => {
        const target = form.action === '' ? path : form.action
        const route = routeOf('POST', target)
        if (route === undefined) throw new Error(`${path} has a form that leads nowhere: ${target}`)
        const given = form.fields
          .filter(({ sent }) => sent)
          .map(({ name, value }) => [name, value] as const)
        const buttons = form.buttons.length === 0 ? [null] : form.buttons
        return buttons.map((button) => ({
          cookie,
          route,
          page: path,
          path: target,
          form,
          values: button === null ? given : [...given, [button.name, button.value] as const],
        }))
      }),
  )
}

/** What there is for those whom it concerns. */
export interface Site {
  readonly pages: readonly OpenPage[]
  /** One of those that differ in nothing but whose they are. */
  readonly submissions: readonly Submission[]
  /** Of all pages, and where all forms lead. */
  readonly paths: ReadonlySet<string>
}

export function siteOf(pages: readonly OpenPage[]): Site {
  const submissions = submissionsOf(pages)
  return {
    pages,
    submissions: distinct(submissions),
    paths: new Set([...pages, ...submissions].map(({ path }) => path)),
  }
}

/** Of submissions that differ in nothing but whose they are, one. */
function distinct(submissions: readonly Submission[]): Submission[] {
  const found = new Map<string, Submission>()
  for (const submission of submissions) {
    const { route, values } = submission
    const told = hasParameter(route)
      ? values.filter(([name]) => name !== REQUEST_ID)
      : values.map(([name]) => name)
    const key = `${route.pattern} ${JSON.stringify(told)}`
    if (!found.has(key)) found.set(key, submission)
  }
  return [...found.values()]
}

/** Routes after which a visitor is nobody any more. */
export const ENDS: ReadonlySet<string> = new Set(['/sign-out', '/me/privacy/erase'])

/** What changing routes without a form on a page are sent. */
export const BY_HAND: Readonly<Record<string, (id: string) => { readonly json: unknown }>> = {
  '/badge/scans': (id) => ({ json: [{ code: id, at: 1_700_000_000_000 }] }),
}

/** Changing routes that no form and no line of `BY_HAND` reaches. */
export const unreached = (submissions: readonly Submission[]): string[] =>
  CHANGES.map(({ pattern }) => pattern).filter(
    (pattern) =>
      BY_HAND[pattern] === undefined && submissions.every(({ route }) => route.pattern !== pattern),
  )

import type { EventModule, RoutesSeam } from './module.ts'

/** One thing that a module fills, or adds: what `explain` lists and the override manifest holds. */
export interface Piece {
  /** As the base or the module calls it: `home.agenda`, `accent`, `GET /visa`. */
  readonly name: string
  /** Of a text. */
  readonly locale?: string
  /** Of what answers requests: how it stands to the base's routes. Told by `dispatch/overrides.ts`. */
  readonly stands?: 'new' | 'replaces' | 'middleware'
  /** The base's routes that it answers for, `GET /agenda`. */
  readonly over?: readonly string[]
}

export type SeamName = keyof EventModule

/** What an event's module overrides, seam by seam. Plain data. */
export interface Overrides {
  readonly seams: { readonly [S in SeamName]: readonly Piece[] }
  /** Whether the base alone may answer for the event when its module does not load. */
  readonly fallsOpen: boolean
}

interface Seam {
  /** What one piece of it is called: `view:home`. */
  readonly one: string
  /**
   * Whether the base stands in for a piece that faults, whatever it is; `path`: only where it
   * answers in the place of a public page of the base.
   */
  readonly fallsOpen: boolean | 'path'
  readonly pieces: (module: EventModule) => readonly Piece[]
}

/** Every seam there is. A key of `EventModule` that is missing here does not type-check. */
export const SEAMS = {
  messages: {
    one: 'message',
    fallsOpen: true,
    pieces: ({ messages = {} }) =>
      Object.entries(messages).flatMap(([locale, texts]) =>
        Object.keys(texts ?? {}).map((name) => ({ name, locale })),
      ),
  },
  theme: { one: 'theme', fallsOpen: true, pieces: ({ theme }) => named(theme) },
  // Of these two the store goes on with what it was told.
  settings: { one: 'setting', fallsOpen: true, pieces: ({ settings }) => named(settings) },
  fields: { one: 'field', fallsOpen: true, pieces: ({ fields }) => named(fields) },
  views: { one: 'view', fallsOpen: true, pieces: ({ views }) => named(views) },
  pages: { one: 'page', fallsOpen: 'path', pieces: ({ pages }) => named(pages) },
  routes: {
    one: 'route',
    fallsOpen: 'path',
    pieces: ({ routes }) => routed(routes),
  },
  // Middleware around the base may be what guards it.
  wraps: { one: 'wraps', fallsOpen: false, pieces: ({ wraps }) => setting(wraps) },
  onFault: { one: 'onFault', fallsOpen: true, pieces: ({ onFault }) => setting(onFault) },
  guards: { one: 'guard', fallsOpen: false, pieces: ({ guards }) => named(guards) },
  rules: { one: 'rule', fallsOpen: false, pieces: ({ rules }) => named(rules) },
  scorer: {
    one: 'scorer',
    fallsOpen: true,
    pieces: ({ scorer }) => (scorer === undefined ? [] : [{ name: 'scorer' }]),
  },
  // What they are to be told waits until the module loads again.
  hooks: { one: 'hook', fallsOpen: true, pieces: ({ hooks }) => named(hooks) },
  app: { one: 'app', fallsOpen: false, pieces: ({ app }) => routed(app) },
  keeps: {
    one: 'keep',
    fallsOpen: false,
    pieces: ({ keeps = [] }) => keeps.map((name) => ({ name })),
  },
  menu: { one: 'menu', fallsOpen: true, pieces: ({ menu }) => named(menu) },
} as const satisfies { readonly [S in SeamName]: Seam }

const named = (record: Readonly<Record<string, unknown>> = {}): Piece[] =>
  Object.keys(record).map((name) => ({ name }))

const routed = (app: RoutesSeam | undefined): Piece[] => {
  const names = app?.routes.map(({ method, path }) => `${method} ${path}`) ?? []
  return [...new Set(names)].map((name) => ({ name }))
}

const setting = (value: string | undefined): Piece[] =>
  value === undefined ? [] : [{ name: value }]

export const SEAM_NAMES = Object.keys(SEAMS) as SeamName[]

/** A piece as one word or two: `home.hero`, `en home.agenda`. */
export const labelOf = ({ name, locale }: Piece): string =>
  locale === undefined ? name : `${locale} ${name}`

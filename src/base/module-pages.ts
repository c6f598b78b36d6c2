import { Hono } from 'hono'
import type { AppRoutes } from '../seam/base.ts'
import type { View } from '../seam/view.ts'
import { inLocale, isWords, type Words } from '../seam/words.ts'
import { createPage } from './create-page.ts'
import { respond } from './layout/respond.tsx'
import type { PageProps } from './page.ts'
import type { OwnWay } from './module-menu.ts'
import type { MatchPieces } from './pieces.ts'

/** A page that a module adds: the base puts bar, footer and style around its view. */
export interface PageSeam {
  /** The page's title, also its label in the menu: one text, or locale or language → text. */
  readonly title: Words
  /** Whether the menu leads there; yes unless `false`. */
  readonly menu?: boolean
  readonly view: View<PageProps>
}

export interface ModulePages {
  /** Those that are in the menu. */
  readonly ways: readonly OwnWay[]
  readonly routes: AppRoutes<MatchPieces> | null
  /** Pages that are none, with what is wrong with them. */
  readonly refused: readonly (readonly [seam: string, error: Error])[]
}

const NONE: ModulePages = { ways: [], routes: null, refused: [] }

/** The module's extra pages as routes and menu entries. */
export function modulePages(pages: Readonly<Record<string, unknown>>): ModulePages {
  if (Object.keys(pages).length === 0) return NONE
  const ways: OwnWay[] = []
  const refused: [string, Error][] = []
  const routes: AppRoutes<MatchPieces> = new Hono()
  for (const [path, page] of Object.entries(pages)) {
    if (!path.startsWith('/') || !isPage(page)) {
      const repair = 'A page is "/path": { title: { en: "…" }, view: (props) => <…/> }.'
      refused.push([`page:${path}`, new TypeError(repair)])
      continue
    }
    if (page.menu !== false) ways.push({ path, label: page.title })
    routes.get(path, async (c) => {
      const props = createPage(c)
      const title = inLocale(page.title, props.locale)
      const body = await c.env.pieces.own(`page:${path}`, () => page.view({ page: props }))
      return respond(c, props, { title, body })
    })
  }
  return { ways, routes: routes.routes.length > 0 ? routes : null, refused }
}

const isPage = (value: unknown): value is PageSeam =>
  typeof value === 'object' &&
  value !== null &&
  'view' in value &&
  typeof value.view === 'function' &&
  'title' in value &&
  isWords(value.title)

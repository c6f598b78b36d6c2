import { Hono } from 'hono'
import type { Base } from '../seam/base.ts'
import type { EventModule } from '../seam/module.ts'
import { agendaFeature } from './agenda/feature.tsx'
import { badgeFeature } from './badge/feature.tsx'
import { bookmarksFeature } from './bookmarks/feature.tsx'
import { calendarFeature } from './calendar/feature.tsx'
import type { Client } from './client/client.ts'
import { placeOf, serveClient } from './client/serve-client.ts'
import { directoryFeature } from './directory/feature.tsx'
import { errorsFeature, renderErrorPage } from './errors/feature.tsx'
import { examine } from './examine.ts'
import type { Feature, MenuEntry } from './feature.ts'
import { fieldsFeature } from './fields/feature.ts'
import { layFields } from './fields/lay-fields.ts'
import { formFeature } from './form/feature.ts'
import { guarded } from './guarded.tsx'
import { homeFeature } from './home/feature.tsx'
import { layoutFeature } from './layout/feature.ts'
import { STRICT } from './layout/security-policy.ts'
import { mailsFeature } from './mails/feature.tsx'
import { meFeature } from './me/feature.tsx'
import { meetingsFeature } from './meetings/feature.tsx'
import { moduleMenu } from './module-menu.ts'
import { modulePages } from './module-pages.ts'
import { offlineFeature } from './offline/feature.tsx'
import { peopleFeature } from './people/feature.ts'
import { layPieces, type MatchEnv, type MatchPieces, type SeamNames } from './pieces.ts'
import { privacyFeature } from './privacy/feature.tsx'
import { recommendationsFeature } from './recommendations/feature.tsx'
import { scheduleFeature } from './schedule/feature.tsx'
import { settingsFeature } from './settings/feature.ts'
import { explainSettings, laySettings } from './settings/lay-settings.ts'
import { toldOf } from './settings/store.ts'
import { signInFeature } from './sign-in/feature.tsx'
import { identify } from './sign-in/session.ts'
import { webhooksFeature } from './webhooks/feature.ts'

/** Match, feature by feature: a new one is a folder and a line here. */
export const features = [
  layoutFeature,
  formFeature,
  settingsFeature,
  homeFeature,
  agendaFeature,
  bookmarksFeature,
  peopleFeature,
  fieldsFeature,
  directoryFeature,
  recommendationsFeature,
  meetingsFeature,
  mailsFeature,
  scheduleFeature,
  calendarFeature,
  badgeFeature,
  signInFeature,
  meFeature,
  privacyFeature,
  offlineFeature,
  webhooksFeature,
  errorsFeature,
] as const

const all: readonly Feature[] = features

const routes = new Hono<{ Bindings: MatchEnv }>()
const open = new Hono()
/** Features that have pages. */
const parts = new Map<string, Hono<{ Bindings: MatchEnv }>>()
for (const { name, guards = [], feeds, publicPaths = [], ...feature } of all) {
  const part = new Hono<{ Bindings: MatchEnv }>()
  if (feature.routes !== undefined) part.route('/', guarded(feature.routes, guards))
  if (feeds !== undefined) part.route('/', feeds)
  if (part.routes.length > 0) parts.set(name, part)
  routes.route('/', part)
  for (const path of publicPaths) open.get(path, () => new Response())
}

/** What Match keeps in an event's store. */
export const matchStore = all.flatMap(({ store }) => (store === undefined ? [] : [store]))

/** Of it what is the same for everybody. */
export const matchPublications = matchStore.flatMap(({ publishes = [] }) => publishes)

/** The base's part of the menu: all of it, or that of the features that an app of its own keeps. */
const menuOf = (module: EventModule | null): readonly MenuEntry[] =>
  all.filter(({ name }) => has(module, name)).flatMap((feature) => feature.menu ?? [])

/** Whether an event has a feature: all of them, or those that an app of its own keeps. */
const has = (module: EventModule | null, feature: string): boolean =>
  module?.app === undefined || module.keeps?.includes(feature) === true

const texts = all.flatMap(({ messages }) => messages ?? [])

const names: SeamNames = {
  parts: new Set(parts.keys()),
  guards: new Set(all.flatMap(({ guards = [] }) => guards.map(({ name }) => name))),
  hooks: new Set(all.flatMap(({ hooks = [] }) => hooks.map(({ name }) => name))),
  rules: new Set(all.flatMap(({ rules = [] }) => rules.map(({ name }) => name))),
  views: new Set(all.flatMap(({ views = [] }) => views.map(({ name }) => name))),
  messages: new Set(
    texts.flatMap(({ name, base }) => Object.keys(base.en).map((key) => `${name}.${key}`)),
  ),
}

/** What of Match differs from Worker to Worker. */
export interface MatchOptions {
  /** The browser's part, as it was built; null: pages go without, and work. */
  readonly client: Client | null
  /** Whether browsers are to keep pages for when there is no network. */
  readonly offline: boolean
}

/** B2B matchmaking for trade events: the app that every event gets. */
export function createMatch({ client, offline }: MatchOptions): Base<MatchPieces> {
  return {
    routes,
    parts,
    ...(client === null ? {} : { shared: serveClient(client, offline) }),
    isPublic: (request) => open.router.match('GET', open.getPath(request))[0].length > 0,
    identify,
    work: Object.assign({}, ...all.map(({ work }) => work)) as NonNullable<Feature['work']>,
    policy: STRICT,
    page: renderErrorPage,
    examine: (module) => examine(module, texts),
    lay(tenant, module) {
      const pages = modulePages(module?.pages ?? {})
      const menu = moduleMenu(module?.menu, menuOf(module), pages.ways)
      const settings = laySettings(module?.settings, tenant)
      const fields = layFields(module?.fields)
      const refused = [...pages.refused, ...settings.refused, ...fields.refused]
      const installs = has(module, offlineFeature.name)
      const place = client === null ? null : placeOf(client, offline, installs)
      const given = { menu, refused, fields: fields.list, names, client: place }
      return {
        routes: pages.routes,
        told: toldOf(tenant, settings.settings, fields.list),
        settings: (store) => explainSettings(module?.settings, tenant, store),
        bind: layPieces(tenant, module, given),
      }
    },
  }
}

/** Match without the browser's part. */
export const match = createMatch({ client: null, offline: false })

import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { HtmlEscapedString } from 'hono/utils/html'
import { type Actor, hasRole, type Role } from '../access/actor.ts'
import type { Crumb, Shown } from './page.ts'
import { STYLES } from './styles.ts'

interface Props extends Pick<Shown, 'title' | 'trail' | 'about' | 'body'> {
  /** null for somebody who was not let in. */
  readonly actor: Actor | null
  /** Of the page itself. */
  readonly path: string
  /** Lets the page's own styles in, and no others. */
  readonly nonce: string
}

/** What every page of the admin host has around it. */
export const layout = ({
  title,
  trail,
  about,
  body,
  actor,
  path,
  nonce,
}: Props): HtmlEscapedString | Promise<HtmlEscapedString> => (
  <>
    {raw('<!doctype html>')}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title} · Usher</title>
        <style nonce={nonce} dangerouslySetInnerHTML={{ __html: STYLES }} />
      </head>
      <body>
        <a class="skip" href="#content">
          To the content
        </a>
        <Masthead actor={actor} path={path} />
        <main id="content" tabindex={-1}>
          {trail.length > 0 && <Trail trail={trail} title={title} />}
          <h1>{title}</h1>
          {about !== undefined && <Tabs {...about} actor={actor} />}
          {body}
        </main>
      </body>
    </html>
  </>
)

interface Way {
  readonly path: string
  readonly name: string
  readonly role: Role
  /** Whether those may not whose events are limited. */
  readonly everything?: true
}

const WAYS: readonly Way[] = [
  { path: '/', name: 'Events', role: 'viewer' },
  { path: '/audit', name: 'Audit log', role: 'viewer' },
  { path: '/explain', name: 'Explain', role: 'viewer' },
  { path: '/outbox', name: 'Work', role: 'viewer' },
  { path: '/tokens', name: 'Tokens', role: 'owner', everything: true },
  { path: '/api/v1/', name: 'API', role: 'viewer' },
]

const Masthead = ({ actor, path }: Pick<Props, 'actor' | 'path'>) => (
  <header class="masthead">
    <div class="wrap">
      <a class="brand" href="/">
        Usher
      </a>
      {actor !== null && (
        <nav aria-label="Pages">
          {WAYS.filter((way) => maySee(actor, way)).map((way) => (
            <a href={way.path} aria-current={isIn(way.path, path) ? 'page' : undefined}>
              {way.name}
            </a>
          ))}
        </nav>
      )}
      {actor !== null && (
        <p class="who">
          <span>{actor.name}</span> <b>{actor.role}</b>
        </p>
      )}
    </div>
  </header>
)

const maySee = (actor: Actor, { role, everything }: Way): boolean =>
  hasRole(actor, role) && (everything !== true || actor.events === 'all')

const isIn = (way: string, path: string): boolean =>
  way === '/' ? path === '/' || path.startsWith('/events/') : path.startsWith(way)

const Trail = ({ trail, title }: { readonly trail: readonly Crumb[]; readonly title: string }) => (
  <nav class="trail" aria-label="Where this is">
    <ol>
      {trail.map(({ path, name }) => (
        <li>
          <a href={path}>{name}</a>
        </li>
      ))}
      <li aria-current="page">{title}</li>
    </ol>
  </nav>
)

interface Tab {
  readonly name: string
  readonly path: (key: string) => string
  readonly role: Role
}

const TABS: readonly Tab[] = [
  { name: 'Overview', path: (key) => `/events/${key}`, role: 'viewer' },
  { name: 'Edit', path: (key) => `/events/${key}/edit`, role: 'operator' },
  { name: 'Hosts', path: (key) => `/events/${key}/hosts`, role: 'viewer' },
  { name: 'Schedule', path: (key) => `/events/${key}/schedule`, role: 'viewer' },
  { name: 'Releases', path: (key) => `/events/${key}/releases`, role: 'viewer' },
  { name: 'Revisions', path: (key) => `/events/${key}/revisions`, role: 'viewer' },
  { name: 'Secrets', path: (key) => `/events/${key}/secrets`, role: 'operator' },
]

const Tabs = ({ key, tab, actor }: NonNullable<Shown['about']> & Pick<Props, 'actor'>) => (
  <nav class="tabs" aria-label="Pages of this event">
    {TABS.filter(({ role }) => actor !== null && hasRole(actor, role)).map(({ name, path }) => (
      <a href={path(key)} aria-current={name === tab ? 'page' : undefined}>
        {name}
      </a>
    ))}
  </nav>
)

/** A row of links and forms that do something. */
export const Acts = ({ children }: { readonly children?: Child }) => (
  <div class="acts">{children}</div>
)

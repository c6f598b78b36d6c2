import type { Child } from 'hono/jsx'
import { viewSeam } from '../../seam/view.ts'
import type { ClientPlace } from '../client/client.ts'
import { KEPT_PATHS, OFFLINE_PATH } from '../client/names.ts'
import { languageName } from '../locale.ts'
import { ICON_PATH, MANIFEST_PATH } from '../offline/install.tsx'
import { Notes } from '../offline/notes.tsx'
import type { ItemCount, Page, PageProps } from '../page.ts'
import { rules } from '../theme/rules.ts'
import { layoutMessages } from './messages.ts'

/** The event's mark at the top left: its name, or the theme's logo. Since 0.1. */
export const brand = viewSeam('layout.brand', ({ page }: PageProps) => {
  const { logo } = page.theme
  return logo === '' ? <>{page.tenant.name}</> : <img src={logo} alt={page.tenant.name} />
})

/** Who made the event possible, below the bar; nothing unless the theme names somebody. Since 0.2. */
export const banner = viewSeam('layout.banner', ({ page }: PageProps) => {
  const { banner: image, 'banner-name': name, 'banner-link': link } = page.theme
  if (image === '' && name === '') return <></>
  const shown = image === '' ? <strong>{name}</strong> : <img src={image} alt={name} />
  return (
    <aside class="banner">
      <div class="wrap">
        <span>{page.texts(layoutMessages)('sponsor')}</span>
        {link === '' ? (
          shown
        ) : (
          <a href={link} rel="sponsored">
            {shown}
          </a>
        )}
      </div>
    </aside>
  )
})

/** The bar above every page: brand and menu. Since 0.1. */
export const header = viewSeam('layout.header', ({ page }: PageProps) => (
  <header class="bar">
    <div class="wrap">
      <a class="brand" href="/">
        {page.show(brand, { page })}
      </a>
      {page.show(menu, { page })}
    </div>
  </header>
))

/** The ways of `page.menu`, for this visitor. Since 0.2. */
export const menu = viewSeam('layout.menu', ({ page }: PageProps) => (
  <nav aria-label={page.texts(layoutMessages)('menu')}>
    <ul class="menu">
      {page.menu.map(({ path, label, count }) => (
        <li>
          <a href={path} aria-current={path === page.path ? 'page' : undefined}>
            {label}
            {count !== undefined && <Count {...count} />}
          </a>
        </li>
      ))}
    </ul>
  </nav>
))

/** Its number for those who see it, its words for those who hear it; a script keeps both up to date. */
const Count = ({ number, text, path }: ItemCount) => (
  <span class="count" data-count={path} hidden={!number}>
    <span aria-hidden="true">{number === null ? '' : number}</span>
    <span class="away">{text}</span>
  </span>
)

/** Below every page: the event once more, time zone and languages. Since 0.1. */
export const footer = viewSeam('layout.footer', ({ page }: PageProps) => {
  const t = page.texts(layoutMessages)
  const { name, starts, ends, place } = page.tenant
  const zone = page.formats.zone(Date.parse(starts))
  const city = page.formats.timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? ''
  return (
    <footer class="foot">
      <div class="wrap">
        <p>
          <strong>{name}</strong>,{' '}
          {[page.formats.days(starts, ends), place].filter(Boolean).join(', ')}
          <br />
          {t('zone', { zone, city })}
        </p>
        {page.show(languages, { page })}
      </div>
    </footer>
  )
})

/** The page in another of the event's languages; nothing when it has one. Since 0.2. */
export const languages = viewSeam('layout.languages', ({ page }: PageProps) => {
  if (page.tenant.locales.length < 2) return <></>
  return (
    <nav aria-label={page.texts(layoutMessages)('languages')}>
      {page.tenant.locales.map((locale) => (
        <a
          href={`?lang=${locale}`}
          lang={locale}
          hreflang={locale}
          aria-current={locale === page.locale ? 'true' : undefined}
        >
          {languageName(locale, page.tenant.locales)}
        </a>
      ))}
    </nav>
  )
})

interface DocumentProps {
  readonly page: Page
  readonly title: string
  /** The event's own, beside the rules of all. */
  readonly styles: string
  readonly client: ClientPlace | null
  /** Whose page it is, as a browser is told (`VIEWER_HEADER`). */
  readonly viewer: string | undefined
  readonly children?: Child
}

/** The whole HTML document; its head belongs to the platform. */
export const Document = ({ page, title, styles, client, viewer, children }: DocumentProps) => (
  <html
    lang={page.locale}
    dir={page.dir}
    data-viewer={viewer}
    data-worker={client?.worker ?? undefined}
    data-keep={client === null ? undefined : keptPaths(page)}
  >
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title === page.tenant.name ? title : `${title} · ${page.tenant.name}`}</title>
      <meta name="theme-color" content={page.theme.accent} />
      {client?.installs === true && (
        <>
          <link rel="icon" href={ICON_PATH} type="image/svg+xml" />
          <link rel="manifest" href={MANIFEST_PATH} crossorigin="use-credentials" />
        </>
      )}
      <style dangerouslySetInnerHTML={{ __html: rules }} />
      <style dangerouslySetInnerHTML={{ __html: styles }} />
      {client !== null && <script type="module" src={client.script} />}
    </head>
    <body>
      <a class="skip" href="#main">
        {page.texts(layoutMessages)('skip')}
      </a>
      {page.show(header, { page })}
      {page.show(banner, { page })}
      <main id="main">{children}</main>
      {page.show(footer, { page })}
      {client !== null && <Notes page={page} />}
    </body>
  </html>
)

/** What is to be kept for when there is no network; an event may have taken a page out of its menu. */
const keptPaths = (page: Page): string =>
  KEPT_PATHS.filter(
    (path) => path === OFFLINE_PATH || page.menu.some((item) => item.path === path),
  ).join(' ')

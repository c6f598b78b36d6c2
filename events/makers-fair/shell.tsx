import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import { styles } from './styles.ts'

/** The whole document: this app brings its own and needs nothing of what is around it. */
export const shell = (title: string, children: Child) =>
  html`<!doctype html>
    <html lang="en-US">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Makers Fair</title>
        ${styles}
      </head>
      <body>
        <header>
          <a class="home" href="/">Makers Fair</a>
          <nav aria-label="Main menu">
            <a href="/agenda">Agenda</a>
            <a href="/workshops">Workshops</a>
          </nav>
        </header>
        <main>${children}</main>
      </body>
    </html>`

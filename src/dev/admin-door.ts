import { setCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { Hono } from 'hono'
import { parse } from 'hono/utils/cookie'
import type { Actor } from '../admin/access/actor.ts'
import type { LocalDoor } from '../admin/access/identify.ts'
import { fromOwnPage } from '../own-origin.ts'
import { hashSecret } from '../secret.ts'

/** Where development signs in to the admin host with one click. */
export const ADMIN_DOOR_PATH = '/__dev/admin'

const COOKIE = '__Host-local-admin'

const LOCAL: Actor = { name: 'local', role: 'owner', events: 'all', by: 'local' }

/** Of the token of this machine; it goes on counting when the Worker starts anew. */
export const signOf = (token: string): Promise<string> => hashSecret(`local admin ${token}`)

/** The sign-in to the admin host without a password. Production builds none of this. */
export const adminDoor = new Hono<{ Bindings: { readonly ADMIN_TOKEN?: string } }>()
  .get(ADMIN_DOOR_PATH, (c) => c.html(page))
  .post(ADMIN_DOOR_PATH, async (c) => {
    if (!fromOwnPage(c.req.raw)) return c.text('Open this page here and click again.', 403)
    const options = { path: '/', secure: true, httpOnly: true, sameSite: 'Strict' } as const
    setCookie(c, COOKIE, await signOf(c.env.ADMIN_TOKEN ?? ''), options)
    return c.redirect('/', 303)
  })

export const localDoor = (token: string): LocalDoor => ({
  path: ADMIN_DOOR_PATH,
  async identify(request) {
    const cookie = parse(request.headers.get('cookie') ?? '', COOKIE)[COOKIE]
    return cookie === (await signOf(token)) ? LOCAL : null
  },
})

const page = html`<!doctype html>
  <html lang="en">
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Sign in · Usher, local</title>
    <body style="font: 1rem/1.5 system-ui; max-width: 32rem; margin: 4rem auto; padding: 0 1.25rem">
      <h1>The admin host of this machine</h1>
      <form method="post">
        <button autofocus style="font: inherit; padding: 0.6rem 1.2rem">
          Sign in as its owner
        </button>
      </form>
    </body>
  </html>`

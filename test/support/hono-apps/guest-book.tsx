/** @jsxImportSource hono/jsx */
import { Hono } from 'hono'
import { deleteCookie, getCookie, getSignedCookie, setCookie, setSignedCookie } from 'hono/cookie'
import { csrf } from 'hono/csrf'
import { html } from 'hono/html'
import type { FC, PropsWithChildren } from 'hono/jsx'
import { methodOverride } from 'hono/method-override'
import { jsxRenderer, useRequestContext } from 'hono/jsx-renderer'
import { trimTrailingSlash } from 'hono/trailing-slash'

// Pages with forms and cookies, as people publish them. It was written for nothing in particular.

declare module 'hono' {
  interface ContextRenderer {
    (content: string | Promise<string>, props: { title: string }): Response
  }
}

const SECRET = 'it is only a guest book'

type Entry = { id: number; name: string; text: string }

const entries: Entry[] = [
  { id: 1, name: 'Ada Sample', text: 'Lovely <b>party</b> & good cake' },
  { id: 2, name: '見本太郎', text: 'また来ます' },
]

const Nav: FC = () => {
  const c = useRequestContext()
  return <nav>{getCookie(c, 'theme') ?? 'plain'}</nav>
}

const Form: FC<PropsWithChildren<{ action: string }>> = ({ action, children }) => (
  <form method="post" action={action}>
    {children}
    <button>Send</button>
  </form>
)

const Later: FC = async () => {
  await Promise.resolve()
  return <aside>{entries.length} entries</aside>
}

const app = new Hono()

app.use(trimTrailingSlash())
app.use('/guests/*', csrf())
app.use('/guests/*', methodOverride({ app }))
app.use(
  '/guests/*',
  jsxRenderer(({ children, title }) => (
    <html lang="en">
      <head>
        <title>{title}</title>
      </head>
      <body>
        <Nav />
        {children}
      </body>
    </html>
  )),
)

app.get('/guests', (c) =>
  c.render(
    <main>
      <ul>
        {entries.map(({ id, name, text }) => (
          <li id={`e${id}`}>
            <a href={`/guests/${id}`}>{name}</a>: {text}
          </li>
        ))}
      </ul>
      <Later />
      <Form action="/guests">
        <input name="name" />
        <textarea name="text" />
      </Form>
    </main>,
    { title: 'Guests' },
  ),
)

app.post('/guests', async (c) => {
  const { name, text } = await c.req.parseBody()
  if (typeof name !== 'string' || typeof text !== 'string' || name === '') {
    c.status(422)
    return c.render(<p>Who are you?</p>, { title: 'Again' })
  }
  await setSignedCookie(c, 'name', name, SECRET, { path: '/guests', httpOnly: true, maxAge: 60 })
  setCookie(c, 'theme', 'festive', { path: '/' })
  return c.redirect('/guests/me', 303)
})

app.get('/guests/me', async (c) => {
  const name = await getSignedCookie(c, SECRET, 'name')
  if (!name) return c.redirect('/guests')
  return c.render(<h1>Hello {name}</h1>, { title: 'You' })
})

app.post('/guests/upload', async (c) => {
  const body = await c.req.parseBody({ all: true })
  const files = [body['file']].flat().filter((file) => file instanceof File)
  return c.json(files.map(({ name, size, type }) => ({ name, size, type })))
})

app.delete('/guests/me', (c) => {
  deleteCookie(c, 'name', { path: '/guests' })
  return c.redirect('/guests', 303)
})

app.get('/guests/raw', (c) => c.html(html`<p>${'<raw>'}</p>`))

app.get('/guests/:id{\\d+}', (c) => {
  const entry = entries.find(({ id }) => id === Number(c.req.param('id')))
  if (!entry) return c.notFound()
  return c.render(<p>{entry.text}</p>, { title: entry.name })
})

app.get('/guests/broken', () => {
  throw new Error('spilt ink')
})

app.notFound((c) => c.html(<h1>Nobody of that name</h1>, 404))
app.onError((_, c) => c.html(<h1>We are sorry</h1>, 500))

export default app

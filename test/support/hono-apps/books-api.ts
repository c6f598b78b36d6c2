import { Hono } from 'hono'
import { bearerAuth } from 'hono/bearer-auth'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { etag } from 'hono/etag'
import { HTTPException } from 'hono/http-exception'
import { prettyJSON } from 'hono/pretty-json'
import { secureHeaders } from 'hono/secure-headers'
import { validator } from 'hono/validator'

// A JSON API as people publish them. It was written for nothing in particular.

type Book = { id: string; title: string; author: string; year: number }
type Variables = { user: string }

const books: Book[] = [
  { id: '1', title: 'The Sample', author: 'A. Placeholder', year: 1999 },
  { id: '2', title: 'The Example', author: 'B. Nobody', year: 2004 },
  { id: '3', title: 'Ein Muster <&>', author: 'Käthe Beispiel', year: 2011 },
]

const app = new Hono<{ Variables: Variables }>().basePath('/api')

app.use('*', cors({ origin: ['https://books.example'], exposeHeaders: ['X-Total'], maxAge: 600 }))
app.use('*', secureHeaders({ xFrameOptions: 'DENY' }))
app.use('*', prettyJSON())
app.use('/books/*', etag())

app.notFound((c) => c.json({ error: 'Not found', path: c.req.path }, 404))
app.onError((error, c) => {
  if (error instanceof HTTPException) return error.getResponse()
  return c.json({ error: error.message }, 500)
})

app.get('/', (c) => c.json({ name: 'books', version: 2 }))

app.get('/books', (c) => {
  const { author, limit } = c.req.query()
  const found = books.filter((book) => !author || book.author.includes(author))
  c.header('X-Total', String(found.length))
  return c.json(found.slice(0, Number(limit ?? 10)))
})

app.get('/books/:id{[0-9]+}', (c) => {
  const book = books.find(({ id }) => id === c.req.param('id'))
  if (!book) return c.notFound()
  c.header('Cache-Control', 'public, max-age=60')
  return c.json(book)
})

app.post(
  '/books',
  bearerAuth({ token: 'very-secret', realm: 'books' }),
  bodyLimit({ maxSize: 1024, onError: (c) => c.json({ error: 'Too large' }, 413) }),
  validator('json', (value, c) => {
    const { title, author, year } = value as Partial<Book>
    if (!title || !author || !Number.isInteger(year)) {
      return c.json({ error: 'A book has a title, an author and a year' }, 422)
    }
    return { title, author, year: Number(year) }
  }),
  (c) => c.json({ id: '4', ...c.req.valid('json') }, 201, { Location: '/api/books/4' }),
)

app.delete('/books/:id', bearerAuth({ token: 'very-secret' }), (c) => c.body(null, 204))

app.use('/mine/*', async (c, next) => {
  const user = c.req.header('X-User')
  if (!user) throw new HTTPException(401, { message: 'Who are you?' })
  c.set('user', user)
  await next()
  c.header('X-Seen-By', user)
})
app.get('/mine/shelf', (c) => c.json({ user: c.get('user'), books: books.slice(0, 1) }))

app.get('/broken', () => {
  throw new Error('The shelf collapsed')
})
app.get('/teapot', () => {
  throw new HTTPException(418, { res: new Response('short and stout', { status: 418 }) })
})

export default app

import { Hono } from 'hono'
import { List, Missing, One } from './pages.tsx'
import { shell } from './shell.tsx'
import { workshops } from './workshops.ts'

// An app that was there before: it knows nothing of the platform. What it does not answer, like the
// front page and the agenda, comes from the base.

const app = new Hono()

app.get('/workshops', (c) => c.html(shell('Workshops', <List workshops={workshops} />)))

app.get('/workshops/:id', (c) => {
  const workshop = workshops.find(({ id }) => id === c.req.param('id'))
  if (workshop === undefined) return c.html(shell('No such workshop', <Missing />), 404)
  return c.html(shell(workshop.title, <One workshop={workshop} />))
})

app.get('/api/workshops', (c) =>
  c.json(workshops.map(({ id, title, time, seats }) => ({ id, title, time, seats }))),
)

export default app

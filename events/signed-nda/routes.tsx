import { Hono } from 'hono'
import {
  type EventEnv,
  localPath,
  pageOf,
  readOwnFields,
  setOwnFields,
  show,
  signInFirst,
} from 'usher/kit'
import { texts, VERSION } from './texts.ts'

export const routes = new Hono<EventEnv>()
  .get('/nda', async (c) => {
    const own = await c.env.store.read(readOwnFields, {})
    if (!own.ok) return signInFirst(c)
    const text = pageOf(c).locale.startsWith('de') ? texts.de : texts.en
    const terms = text.terms.map((term) => <li>{term}</li>)
    const button = <button class="button">{text.accept}</button>
    const accepted = own.value['nda'] === VERSION
    const body = (
      <>
        <div class="head">
          <div class="wrap">
            <h1>{text.title}</h1>
            <p>{text.lead}</p>
          </div>
        </div>
        <div class="wrap prose">
          <ul>{terms}</ul>
          {accepted ? <p class="done">{text.accepted}</p> : <form method="post">{button}</form>}
        </div>
      </>
    )
    return show(c, { title: text.title, body })
  })
  .post('/nda', async (c) => {
    const saved = await c.env.store.write(setOwnFields, { nda: VERSION }, crypto.randomUUID())
    if (!saved.ok) return signInFirst(c)
    return c.redirect(localPath(c.req.query('next')) ?? '/meetings', 303)
  })

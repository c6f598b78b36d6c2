import { Hono } from 'hono'
import type { AppEnv } from '../../src/contract.ts'
import type { Base } from '../../src/seam/base.ts'
import type { SeamWatch } from '../../src/seam/fault.ts'
import { Messages, messageSeam } from '../../src/seam/message.ts'
import { type Markup, renderView, type View, viewSeam } from '../../src/seam/view.ts'

/** The seams of the tiny base, as its routes use them. */
export interface TinyPieces {
  greet(name: string): Markup
}

type Tiny = { Bindings: AppEnv<TinyPieces> }

const words = messageSeam('tiny', { en: { hello: 'Hello {name}' } })

const greeting = viewSeam('greeting', ({ text }: { readonly text: string }): Markup => {
  const escaped = new String(`<p>${text}</p>`)
  return Object.assign(escaped, { isEscaped: true as const }) as unknown as Markup
})

const routes = new Hono<Tiny>()
  .get('/', async (c) => c.html(String(await c.env.pieces.greet(c.env.tenant.name))))
  .get('/private', (c) => c.text('base private'))
  .post('/', (c) => c.text('base posted'))
  .get('/broken-base', () => {
    throw new Error('the base is broken')
  })

const STATUS = { fault: 500, 'not-found': 404, 'not-allowed': 405 } as const

/** Another product than Match: one text, one view, two pages. Dispatch must not notice. */
export const tinyBase: Base<TinyPieces> = {
  routes,
  isPublic: (request) => ['/', '/public'].includes(new URL(request.url).pathname),
  page: (kind, request) => {
    if (new URL(request.url).searchParams.has('break-page')) throw new Error('page broken')
    return new Response(`tiny ${kind}`, { status: STATUS[kind] })
  },
  lay: (_tenant, module) => {
    const messages = new Messages(module?.messages)
    const view = module?.views?.['greeting'] as View<{ readonly text: string }> | undefined
    return {
      routes: null,
      bind: (watch: SeamWatch) => ({
        greet: (name) => {
          const text = messages.text(words, 'hello', 'en', { name }, watch)
          return renderView(greeting, view, { text }, watch)
        },
      }),
    }
  },
}

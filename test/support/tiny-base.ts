import { Hono } from 'hono'
import type { AppEnv } from '../../src/contract.ts'
import type { Base } from '../../src/seam/base.ts'
import type { ReportFault } from '../../src/seam/fault.ts'
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

/** Another product than Match: one text, one view, two pages. Dispatch must not notice. */
export const tinyBase: Base<TinyPieces> = {
  routes,
  isPublic: (request) => ['/', '/public'].includes(new URL(request.url).pathname),
  page: (kind, request) => {
    if (new URL(request.url).searchParams.has('break-page')) throw new Error('page broken')
    return new Response(`tiny ${kind}`, { status: kind === 'fault' ? 500 : 404 })
  },
  lay: (_tenant, module) => {
    const messages = new Messages(module?.messages)
    const view = module?.views?.['greeting'] as View<{ readonly text: string }> | undefined
    return {
      routes: null,
      bind: (report: ReportFault) => ({
        greet: (name) => {
          const text = messages.text(words, 'hello', 'en', { name }, report)
          return renderView(greeting, view, { text }, report)
        },
      }),
    }
  },
}

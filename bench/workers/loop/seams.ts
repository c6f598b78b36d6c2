import { type Context, type Handler, Hono } from 'hono'
import { guarded } from '../../../src/base/guarded.tsx'
import { homeMessages } from '../../../src/base/home/messages.ts'
import { match } from '../../../src/base/match.ts'
import { meetingsGuard } from '../../../src/base/meetings/guard.ts'
import { requestRule } from '../../../src/base/meetings/rules.ts'
import type { MatchEnv } from '../../../src/base/pieces.ts'
import { type Markup, viewSeam } from '../../../src/seam/view.ts'
import { TRUSTING } from '../bare-app.ts'
import { benchTenant } from './fixture.ts'
import type { Subject } from './measure.ts'

// What a seam costs where the event does not fill it, each beside the same without the seam.

const pieces = match.lay(benchTenant('bench'), null).bind(TRUSTING)

const markup = '<p>here</p>' as unknown as Markup
const view = viewSeam('bench', (_props: { readonly n: number }): Markup => markup)
const props = { n: 1 }

// What is answered does not matter, and none can be made before the first request.
const answer = {} as Response
const bare: Handler = async () => answer
const behind = guarded(new Hono<{ Bindings: MatchEnv }>().get('/', bare), [meetingsGuard])
const c = { env: { pieces } } as unknown as Context
const next = async (): Promise<void> => {}

const list = ['a', 'b', 'c']
const ways = { use: () => list, base: () => list }

export const seamSubjects = {
  'view, no seam': (): Subject => ({ run: () => view.base(props) }),
  'view, unfilled': (): Subject => ({ run: () => pieces.view(view, props) }),
  'text, no seam': (): Subject => ({ run: () => homeMessages.base.en.agenda }),
  'text, unfilled': (): Subject => ({
    run: () => pieces.text(homeMessages, 'agenda', 'en', {}),
  }),
  'handler, no guard': (): Subject => ({ run: () => bare(c, next) as Promise<Response> }),
  'handler, unfilled guard': (): Subject => ({
    run: () => behind.routes[0]?.handler(c as never, next) as Promise<Response>,
  }),
  'rule, unfilled': (): Subject => ({ run: () => pieces.rules(requestRule) }),
  'scorer, no seam': (): Subject => ({ run: () => ways.base() }),
  'scorer, unfilled': (): Subject => ({ run: () => pieces.scored(ways) }),
}

import { RegExpRouter } from 'hono/router/reg-exp-router'
import { SmartRouter } from 'hono/router/smart-router'
import { TrieRouter } from 'hono/router/trie-router'
import { expect, test } from 'vitest'
import { match } from '../base/match.ts'
import { Layers } from './layers.ts'

test('of Hono’s routers the base’s paths want the one that it is given at once', () => {
  const choice = new SmartRouter<null>({ routers: [new RegExpRouter(), new TrieRouter()] })
  for (const { method, path } of match.routes.routes) choice.add(method, path, null)
  choice.match('GET', '/')
  expect(choice.activeRouter.name).toBe(new Layers(null).newRouter().name)
})

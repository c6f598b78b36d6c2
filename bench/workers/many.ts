import type { Dispatch } from '../../src/dispatch/dispatch.ts'
import { benchTenant, wireConstant } from './loop/fixture.ts'
import { addPing } from './ping.ts'

// The whole way for as many events as its variable says, `event-0.localhost` and so on.

addPing()

let dispatch: Dispatch | undefined

export default {
  fetch(request, env, ctx) {
    dispatch ??= wireConstant(
      Array.from({ length: Number(env.COUNT) }, (_, number) => benchTenant(`event-${number}`)),
    )
    return dispatch(request, ctx)
  },
} satisfies ExportedHandler<{ readonly COUNT: string }>

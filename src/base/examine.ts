import type { EventModule } from '../seam/module.ts'
import type { MessageSeam } from '../seam/message.ts'
import { unusableTexts } from '../seam/message-values.ts'

type Complaint = readonly [seam: string, error: unknown]

/**
 * What of a module could never work, whoever asks: looked for by builds, which have the time. What
 * gets past them is contained where it is used.
 */
export const examine = (
  module: EventModule,
  messages: readonly MessageSeam<string, string>[],
): readonly Complaint[] => [
  ...unusableTexts(module.messages ?? {}, messages),
  ...notFunctions('view', module.views),
  ...notFunctions('guard', module.guards),
  ...notFunctions('rule', module.rules),
  ...notFunctions('hook', module.hooks),
  ...notFunctions('', module.scorer === undefined ? {} : { scorer: module.scorer }),
]

const notFunctions = (
  kind: string,
  pieces: Readonly<Record<string, unknown>> = {},
): readonly Complaint[] =>
  Object.entries(pieces)
    .filter(([, piece]) => typeof piece !== 'function')
    .map(([name]) => [
      kind === '' ? name : `${kind}:${name}`,
      new TypeError('A function belongs here.'),
    ])

import type { AlertKind } from '../../ports.ts'
import type { Told } from './book.ts'

/** One alert as it waits to be told. Nothing about a person, no secret, nothing that code has said. */
export interface Letter {
  readonly told: Exclude<Told, null>
  readonly kind: AlertKind
  /** '' for the platform itself. */
  readonly event: string
  readonly seam: string
  /** One that shows what is wrong. */
  readonly host: string | null
  /** Epoch milliseconds. */
  readonly since: number
  readonly times: number
}

/** The page of the admin host that explains it. */
export const explainLink = (apex: string, host: string | null): string =>
  host === null
    ? `https://admin.${apex}/explain`
    : `https://admin.${apex}/explain?url=${encodeURIComponent(`https://${host}/`)}`

/** One line that says what is wrong. */
export function headline({ kind, event, seam }: Letter): string {
  const whose = event === '' ? 'the platform' : event
  switch (kind) {
    case 'breaker':
      return `${whose}: ${seam} fails so often that it is left alone`
    case 'parked':
      return `${whose}: ${seam} did not get through and wait for you`
    case 'publish':
      return 'the registry: what was decided does not arrive'
    case 'domain':
      return `${whose}: the proof is gone from DNS that a host may be served (${seam})`
    case 'platform':
      return `${whose}: the platform failed (${seam})`
  }
}

/** The body of a webhook. */
export const webhookBody = (letter: Letter, explain: string, at: number): string =>
  JSON.stringify({
    type: `alert.${letter.told}`,
    timestamp: new Date(at).toISOString(),
    data: {
      kind: letter.kind,
      event: letter.event === '' ? null : letter.event,
      seam: letter.seam,
      since: new Date(letter.since).toISOString(),
      times: letter.times,
      text: headline(letter),
      explain,
    },
  })

export const mailOf = (letter: Letter, explain: string) => ({
  subject: `${letter.told === 'reminder' ? 'Still: ' : ''}${headline(letter)}`,
  text: [
    `${headline(letter)}.`,
    '',
    `Since ${new Date(letter.since).toISOString()}, ${letter.times} × so far.`,
    `What the router would do now: ${explain}`,
    '',
    'You are told once until it is over, and once a day while it goes on.',
    '',
  ].join('\n'),
})

import { actOnMeeting } from '../../../src/base/meetings/act.ts'
import { requestMeeting } from '../../../src/base/meetings/request.ts'
import type { Guest } from './fair.ts'
import type { Pairing } from './pairing.ts'

/** Microseconds of one accept, one after the other; the requests are sent before the clock runs. */
export async function timeAccepts(pairings: readonly Pairing<Guest>[]): Promise<number> {
  const requests: { readonly asked: Guest; readonly id: string }[] = []
  for (const { asks, asked, slot } of pairings) {
    const input = { invitee: asked.viewer.id, slot, message: '' }
    const sent = await asks.store.write(requestMeeting, input, crypto.randomUUID())
    if (!sent.ok) throw new Error(`A request was refused: ${sent.error.tag}`)
    requests.push({ asked, id: sent.value.id })
  }
  const start = Date.now()
  for (const { asked, id } of requests) {
    const input = { id, action: 'accept', slot: null } as const
    const accepted = await asked.store.write(actOnMeeting, input, crypto.randomUUID())
    if (!accepted.ok) throw new Error(`An accept was refused: ${accepted.error.tag}`)
  }
  return ((Date.now() - start) * 1000) / requests.length
}

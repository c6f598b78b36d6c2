import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { startFaulty } from '../support/fault-kinds.ts'

// A body is counted outside the isolate, and read within.

const own = new Hono().post('/own', async (c) => c.text(`${(await c.req.text()).length}`))

/** A form that does not say how long it is. */
function streamed(pieces: number, breaks = false): RequestInit {
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent++ < pieces) return controller.enqueue(new Uint8Array(1024 * 1024))
      return breaks ? controller.error(new Error('gone')) : controller.close()
    },
  })
  return { body, duplex: 'half' } as RequestInit
}

test.each([
  ['that fits is read to its end', streamed(9), 200],
  ['that is too big is the visitor’s doing', streamed(11), 413],
  ['that breaks off is the visitor’s doing', streamed(2, true), 408],
] as const)('a body %s', async (_, init, status) => {
  const faulty = startFaulty('tiny', async () => ({ default: own }), { deadline: 10_000 })
  const answer = await faulty.get('fair', '/own', 'POST', init)
  expect(answer.status).toBe(status)
  expect(faulty.faults()).toEqual([])
})

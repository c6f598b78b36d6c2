/**
 * How a request's body fared. `waiting`: the app is waiting for more of it; `broken`: it broke off;
 * `too-big`: it went over the limit. All three are the visitor's doing, not the event's.
 */
export type BodyState = 'none' | 'unread' | 'waiting' | 'read' | 'broken' | 'too-big'

/** A request whose body is counted on its way to the event app. */
export interface CountedRequest {
  readonly request: Request
  readonly body: { readonly state: BodyState }
}

const NONE = { state: 'none' } as const

/** Lets at most `limit` bytes through; what says beforehand that it is bigger never starts. */
export function countBody(request: Request, limit: number): CountedRequest {
  if (request.body === null) return { request, body: NONE }
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > limit) return { request, body: { state: 'too-big' } }
  if (request.method === 'GET' || request.method === 'HEAD') {
    // It means nothing there, and no app is to wait for it.
    return { request: new Request(request, { body: null }), body: NONE }
  }
  const counted = count(request.body, limit)
  const init = { body: counted.stream, duplex: 'half' } as RequestInit
  return { request: new Request(request, init), body: counted.body }
}

function count(
  source: ReadableStream<Uint8Array>,
  limit: number,
): { readonly stream: ReadableStream<Uint8Array>; readonly body: { state: BodyState } } {
  const body: { state: BodyState } = { state: 'unread' }
  const reader = source.getReader()
  let bytes = 0
  // Nothing is fetched ahead: a read that is pending is one that the app waits for.
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        body.state = 'waiting'
        try {
          const { done, value } = await reader.read()
          body.state = 'read'
          if (done) return controller.close()
          bytes += value.byteLength
          if (bytes <= limit) return controller.enqueue(value)
          body.state = 'too-big'
          controller.error(new Error(`A body has at most ${limit} bytes.`))
          await reader.cancel()
        } catch (error) {
          if (body.state === 'waiting') body.state = 'broken'
          controller.error(error)
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  return { stream, body }
}

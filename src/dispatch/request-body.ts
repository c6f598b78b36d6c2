/** A request whose body is counted on its way to the event app. */
export interface CountedRequest {
  readonly request: Request
  /** How the body fared: `too-big` and `unfinished` are the visitor's, not the event's fault. */
  readonly state: () => 'none' | 'read' | 'unfinished' | 'too-big'
}

/** Lets at most `limit` bytes through; what says beforehand that it is bigger never starts. */
export function countBody(request: Request, limit: number): CountedRequest {
  if (request.body === null) return { request, state: () => 'none' }
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > limit) return { request, state: () => 'too-big' }
  let state: 'read' | 'unfinished' | 'too-big' = 'unfinished'
  let bytes = 0
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      bytes += piece.byteLength
      if (bytes <= limit) return controller.enqueue(piece)
      state = 'too-big'
      controller.error(new Error(`A body has at most ${limit} bytes.`))
    },
    flush() {
      state = 'read'
    },
  })
  const body = request.body.pipeThrough(counter)
  return {
    request: new Request(request, { body, duplex: 'half' } as RequestInit),
    state: () => state,
  }
}

/**
 * The response with its body watched: a body that breaks while it streams cuts the connection and is
 * told. Nothing is ever put in the place of what is missing.
 */
export function watchBody(response: Response, broken: (error: unknown) => void): Response {
  // A copy: the module may hand out the same response again, and this one is going to be marked.
  if (response.body === null) return new Response(null, response)
  const reader = response.body.getReader()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      } catch (error) {
        broken(error)
        controller.error(error)
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
  return new Response(body, response)
}

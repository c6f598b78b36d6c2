/** What a visitor got, without what differs by nature from one answer to the next. */
export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * An answer that can be compared. Left out: the request's id, the date, and what a form carries so
 * that sending it twice does it once. Nothing else.
 */
export async function answered(response: Response): Promise<Answered> {
  const {
    'x-request-id': requestId = '',
    date: _,
    ...headers
  } = Object.fromEntries(response.headers)
  const text = await response.text()
  const body = (requestId === '' ? text : text.replaceAll(requestId, '<id>')).replaceAll(
    /(name="request-id" value=")[^"]*/g,
    '$1<nonce>',
  )
  return { status: response.status, headers, body }
}

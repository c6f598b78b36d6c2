/** An answer as it came over the wire. */
export interface Reply {
  readonly status: number
  /** Names in small letters; several of one name joined by a comma. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** Headers that differ from answer to answer by nature. */
const BY_NATURE = new Set(['x-request-id', 'date', 'connection', 'keep-alive', 'transfer-encoding'])

/** What a form carries so that it works once; another one in each page. */
const FORM_ID = /(<input type="hidden" name="request-id" value=")[\w-]+(")/g

/** An answer without what differs by nature (request id, form ids, date), and without nothing else. */
export function essence({ status, headers, body }: Reply): object {
  const id = headers.get('x-request-id')
  const plain = body.replaceAll(FORM_ID, '$1$2')
  return {
    status,
    headers: Object.fromEntries([...headers].filter(([name]) => !BY_NATURE.has(name))),
    body: id === undefined ? plain : plain.replaceAll(id, '<request id>'),
  }
}

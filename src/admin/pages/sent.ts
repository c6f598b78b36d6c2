/** A form as it was sent. Every field that it does not have is ''. */
export interface Sent {
  readonly text: (name: string) => string
  readonly all: (name: string) => readonly string[]
  /** The revision that the form was made for; 0, which none is, for a form without. */
  readonly revision: number
  /** The form's own id: the same form sent twice does its work once. */
  readonly once: string
}

export const REVISION = 'revision'
export const ONCE = 'once'

/** @param form as the browser sends it; lines end with CRLF there */
export function readSent(form: FormData): Sent {
  const all = (name: string): readonly string[] =>
    form
      .getAll(name)
      .filter((value) => typeof value === 'string')
      .map((value) => value.replaceAll('\r\n', '\n'))
  const text = (name: string): string => all(name)[0] ?? ''
  const once = text(ONCE)
  return {
    text,
    all,
    revision: Number(text(REVISION)) || 0,
    once: /^[\w-]{8,64}$/.test(once) ? once : newOnce(),
  }
}

export const newOnce = (): string => crypto.randomUUID()

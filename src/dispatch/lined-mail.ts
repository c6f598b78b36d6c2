import type { Mail, OutgoingMail } from '../contract.ts'

/** Control characters, and what other programs take for the end of a line. */
const BREAKS = /[\p{Cc}\u2028\u2029]+/gu

/**
 * The post of an event, for which a subject and a header field are one line each, whatever names stand
 * in them: a line break there would begin a header field of its own.
 */
export class LinedMail implements Mail {
  readonly #mail: Mail

  constructor(mail: Mail) {
    this.#mail = mail
  }

  async send({ to, subject, text, headers }: OutgoingMail): Promise<void> {
    if (/[\p{Cc}\s,;]/u.test(to)) throw new Error('A mail goes to one address.')
    await this.#mail.send({
      to,
      subject: onOneLine(subject),
      text,
      ...(headers === undefined ? {} : { headers: lined(headers) }),
    })
  }
}

const onOneLine = (text: string): string => text.replaceAll(BREAKS, ' ').trim()

const lined = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, onOneLine(value)]))

import type { Mail, OutgoingMail } from '../contract.ts'

/** Control characters, and what other programs take for the end of a line. */
const BREAKS = /[\p{Cc}\u2028\u2029]+/gu

/** Fields that say nothing of who sends a mail and whom it reaches. */
const FURTHER = /^(?:(?:X|List)-[\w-]+|Auto-Submitted|Precedence|In-Reply-To|References)$/i

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
    const own = Object.keys(headers ?? {}).find((name) => !FURTHER.test(name))
    if (own !== undefined) throw new Error(`The header field "${own}" is the platform's to write.`)
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

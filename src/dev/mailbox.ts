import type { OutgoingMail, Tenant } from '../contract.ts'
import type { OpenMail } from '../ports.ts'

/** Where development shows what an event has sent, on the event's own host. */
export const MAILBOX_PATH = '/__dev/mailbox'

const MAX_KEPT = 200

interface KeptMail extends OutgoingMail {
  readonly event: string
  readonly at: number
}

/** Development's post: nothing leaves the machine; mails are shown in the terminal and on a page. */
export class Mailbox {
  readonly #mails: KeptMail[] = []

  readonly open: OpenMail = ({ key }: Tenant) => ({
    send: async (mail) => {
      this.#mails.unshift({ ...mail, event: key, at: Date.now() })
      this.#mails.splice(MAX_KEPT)
      console.log(`mail of ${key} to ${mail.to}: ${mail.subject}\n${links(mail.text).join('\n')}`)
    },
  })

  /** The mails of the event on this host, the newest first. */
  page({ hostname }: URL): Response {
    const event = hostname.split('.')[0]
    const mails = this.#mails.filter((mail) => mail.event === event)
    const list = mails.map(
      (mail) =>
        `<article><h2>${escape(mail.subject)}</h2><p>to ${escape(mail.to)}, ${new Date(mail.at).toISOString()}</p>` +
        `<pre>${linked(escape(mail.text))}</pre></article>`,
    )
    const body =
      list.length > 0 ? list.join('') : '<p>No mails yet. Sign in, and the link appears here.</p>'
    return new Response(page(`Mailbox of ${escape(event ?? '')}`, body), {
      headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
    })
  }
}

const LINK = /https?:\/\/[^\s<]+/g

const links = (text: string): readonly string[] => text.match(LINK) ?? []

const linked = (escaped: string): string =>
  escaped.replaceAll(LINK, (address) => `<a href="${address}">${address}</a>`)

const escape = (raw: string): string =>
  raw.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<title>${title}</title><style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui;max-width:44rem;margin:2rem auto;padding:0 1rem}` +
  `pre{white-space:pre-wrap;overflow-wrap:anywhere}article{border-top:1px solid #8888;padding-block:1rem}h2{margin:0}</style>` +
  `<h1>${title}</h1>${body}</html>`

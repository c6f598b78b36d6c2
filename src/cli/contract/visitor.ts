/** An event that can be asked, wherever it runs. */
export interface Served {
  /** Where its pages are, `http://fair.localhost:8787`. */
  readonly origin: string
  /** Redirects are not followed. */
  send(path: string, init: Sending): Promise<Answer>
  /** The text of the newest mail to somebody; null while there is none. */
  mailTo(address: string): string | null
}

export interface Sending {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

export interface Answer {
  readonly status: number
  readonly headers: { get(name: string): string | null; getSetCookie(): string[] }
  readonly body: string
}

/** One browser at an event, as far as HTTP goes: it keeps cookies, and sends forms like a page's own. */
export class Visitor {
  readonly #served: Served
  readonly #cookies = new Map<string, string>()
  /** Told of every answer. */
  readonly #saw: (path: string, answer: Answer) => void

  constructor(served: Served, saw: (path: string, answer: Answer) => void) {
    this.#served = served
    this.#saw = saw
  }

  get(path: string): Promise<Answer> {
    return this.#send(path, { method: 'GET', headers: {}, body: null })
  }

  /** @param form what a page's form would send */
  post(path: string, form: Readonly<Record<string, string>>): Promise<Answer> {
    return this.#send(path, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: this.#served.origin,
        'sec-fetch-site': 'same-origin',
      },
      body: new URLSearchParams(form).toString(),
    })
  }

  async #send(path: string, { method, headers, body }: Sending): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const own = { accept: 'text/html', ...headers, ...(cookie === '' ? {} : { cookie }) }
    const answer = await this.#served.send(path, { method, headers: own, body })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    this.#saw(`${method} ${path}`, answer)
    return answer
  }
}

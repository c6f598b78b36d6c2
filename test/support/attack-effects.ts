import { type Attack, type Effect, MARK } from '../attacks/attack.ts'
import { type Line, askBriefly, openLine } from './attack-ask.ts'
import { ADMIN_TOKEN, type AttackGrounds, type AttackHall, VISITOR } from './attack-hall.ts'
import { CANARY } from './attack-victim.ts'
import { essence, type Reply } from './reply.ts'

/** What came of an attack, and what it is told by: for whoever has to look closer. */
export interface Observed {
  readonly effects: readonly Effect[]
  readonly evidence: readonly string[]
  /** What its visitors were answered. */
  readonly statuses: readonly (number | undefined)[]
  readonly told: string
}

const ALL = ['/', '/visitors', '/kept', '/stream', '/call', '/rejects', '/throws']

/** Asked before and after; nothing of it may differ. */
const OTHERS: readonly (readonly [event: string, path: string])[] = [
  ...ALL.map((path) => ['victim', path] as const),
  ['victim', '/agenda'],
  ['victim', '/directory'],
  ...ALL.map((path) => ['walled', path] as const),
  ['quiet', '/'],
  ['quiet', '/schedule'],
  ['nobody', '/'],
  ['', '/'],
  ['admin', '/api/v1/explain?url=http://quiet.localhost/'],
]

const hostOf = (event: string): string => (event === '' ? 'localhost' : `${event}.localhost`)

/**
 * Runs one attack, and looks for its effects everywhere else.
 *
 * @param at which of the halls has its event
 */
export async function observe(
  attack: Attack,
  at: number,
  grounds: AttackGrounds,
): Promise<Observed> {
  const hall = grounds.halls[at]
  if (hall === undefined) throw new Error(`There is no hall ${at}.`)
  const line = openLine()
  const watch = new Watch(attack, hall, grounds, line)
  try {
    const before = lastSeen.get(hall) ?? (await watch.others())
    const visits = await watch.visits()
    const after = await watch.others()
    lastSeen.set(hall, after)
    const loot = await watch.ask(attack.key, '/loot')
    await watch.logged()
    return watch.judged(before, after, visits, loot)
  } finally {
    line.destroy()
  }
}

type Asked = ReadonlyMap<string, Reply | null>

/** What others answered after the last attack is what they answered before the next one. */
const lastSeen = new WeakMap<AttackHall, Asked>()

class Watch {
  readonly #attack: Attack
  readonly #hall: AttackHall
  readonly #grounds: AttackGrounds
  readonly #line: Line
  readonly #from: { readonly log: number; readonly mails: number; readonly reached: number }
  /** Event by request id. */
  readonly #ids = new Map<string, string>()
  readonly #evidence = new Map<Effect, string[]>()

  constructor(attack: Attack, hall: AttackHall, grounds: AttackGrounds, line: Line) {
    this.#attack = attack
    this.#hall = hall
    this.#grounds = grounds
    this.#line = line
    const { log, mails, reached } = grounds
    this.#from = { log: log.length, mails: mails.length, reached: reached.length }
  }

  async ask(event: string, path: string, cookie?: string): Promise<Reply | null> {
    const admin = event === 'admin' ? { authorization: `Bearer ${ADMIN_TOKEN}` } : {}
    const headers = { ...admin, ...(cookie === undefined ? {} : { cookie }) }
    const reply = await askBriefly(this.#line, this.#hall.origin, hostOf(event), path, headers)
    const id = reply?.headers.get('x-request-id')
    if (id === undefined) return reply
    if (this.#ids.has(id)) this.#found('altered', `number ${id} twice`)
    this.#ids.set(id, event)
    return reply
  }

  async others(): Promise<Asked> {
    const answers = new Map<string, Reply | null>()
    for (const [event, path] of OTHERS) {
      if (event === 'walled' && !this.#hall.sessions.has(event)) continue
      answers.set(event + path, await this.ask(event, path, this.#hall.sessions.get(event)))
    }
    return answers
  }

  async visits(): Promise<(Reply | null)[]> {
    const { key, visits = ['/attack'] } = this.#attack
    const cookie = this.#hall.sessions.get(key)
    const replies: (Reply | null)[] = []
    for (const path of visits) {
      replies.push(await this.ask(key, path.replace('TCP', String(this.#grounds.tcp)), cookie))
    }
    return replies
  }

  /** Lines come by another way than answers; where none are to be missed, they get more time. */
  async logged(): Promise<void> {
    const most = this.#attack.shared.includes('forged') ? 20 : 200
    for (let tries = 0; tries < most && this.#missing().length > 0; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }

  #lines(): string[] {
    return this.#grounds.log.slice(this.#from.log)
  }

  #missing(): string[] {
    const text = this.#lines()
      .filter((line) => line.startsWith('{"type":"request"'))
      .join('\n')
    return [...this.#ids.keys()].filter((id) => !text.includes(id))
  }

  judged(
    before: Asked,
    after: Asked,
    visits: readonly (Reply | null)[],
    loot: Reply | null,
  ): Observed {
    const told = [...visits, loot]
    this.#compare(before, after)
    for (const reply of told) if (reply !== null) this.#read(reply)
    if (loot !== null) this.#readLoot(loot.body)
    this.#outside()
    this.#readLog()
    return {
      effects: [...this.#evidence.keys()].toSorted(),
      evidence: [...this.#evidence].flatMap(([effect, all]) =>
        all.map((one) => `${effect}: ${one}`),
      ),
      statuses: visits.map((reply) => reply?.status),
      told: visits.map((reply) => reply?.body).join('\n'),
    }
  }

  #found(effect: Effect, evidence: string): void {
    const known = this.#evidence.get(effect)
    if (known === undefined) this.#evidence.set(effect, [evidence.slice(0, 400)])
    else if (known.length < 5) known.push(evidence.slice(0, 400))
  }

  #compare(before: Asked, after: Asked): void {
    for (const [what, reply] of after) {
      const was = comparable(before.get(what) ?? null)
      const is = comparable(reply)
      if (was !== is) this.#found('altered', `${what}: ${difference(was, is)}`)
      if (is.includes(MARK) && !was.includes(MARK)) this.#found('altered', `${what} has its mark`)
    }
  }

  #read({ status, headers, body }: Reply): void {
    const all = `${[...headers].join('\n')}\n${body}`
    if (this.#isForeign(all)) this.#found('read', excerpt(all, CANARY))
    for (const cookie of (headers.get('set-cookie') ?? '').split('\n')) {
      if (/;\s*domain\s*=/i.test(cookie)) this.#found('cookie', cookie)
    }
    for (const [name, value] of headers) {
      const own = name === 'x-request-id' ? /^1{8}/.test(value) : isPlatforms(name, value)
      if (own) this.#found('header', `${status} ${name}: ${value}`)
    }
  }

  /** Who asks for it is nobody. */
  #readLoot(loot: string): void {
    const own = this.#hall.sessions.get(this.#attack.key) ?? VISITOR
    const secret = own.slice(own.indexOf('=') + 1)
    if (loot.includes(secret) || loot.includes(VISITOR))
      this.#found('visitors', excerpt(loot, VISITOR))
  }

  #isForeign(text: string): boolean {
    const sessions = ['victim', 'walled'].flatMap((event) => this.#hall.sessions.get(event) ?? [])
    const secrets = sessions.map((cookie) => cookie.slice(cookie.indexOf('=') + 1))
    return [CANARY, ...secrets].some((secret) => text.includes(secret))
  }

  #outside(): void {
    for (const address of this.#grounds.reached.slice(this.#from.reached)) {
      if (!address.startsWith('https://api.example.com/')) this.#found('reached', address)
    }
    for (const mail of this.#grounds.mails.slice(this.#from.mails)) {
      const names = Object.keys(mail.headers ?? {}).map((name) => name.toLowerCase())
      const ours = mail.from.name === `The ${this.#attack.key}` && !/[\r\n]/.test(mail.subject)
      const sender = names.find((name) =>
        ['from', 'sender', 'reply-to', 'bcc', 'to'].includes(name),
      )
      if (!ours || sender !== undefined) this.#found('altered', JSON.stringify(mail))
    }
  }

  #readLog(): void {
    const lines = this.#lines()
    for (const id of this.#missing()) this.#found('forged', `no line of ${id}`)
    for (const line of lines) this.#readLine(line)
    const size = lines.reduce((sum, { length }) => sum + length, 0)
    if (lines.length > 500 || size > 512 * 1024) {
      this.#found('flooded', `${lines.length} lines, ${size} characters`)
    }
  }

  #readLine(text: string): void {
    if (!text.startsWith('{')) return
    let line: Record<string, unknown>
    try {
      line = JSON.parse(text) as Record<string, unknown>
    } catch {
      return
    }
    const { type, event = null, requestId } = line
    // What the platform says of itself: that it cannot read its registry, say.
    if (event === '' && requestId === '' && !text.includes(MARK)) return
    const whose = typeof requestId === 'string' ? this.#ids.get(requestId) : undefined
    if (event === this.#attack.key && (type !== 'request' || whose === undefined)) return
    const isVictims =
      (event === 'victim' || event === 'walled') && (type === 'outbound' || type === 'opened')
    const isTheirs =
      whose !== undefined && (event === null || event === '' || event === this.#keyOf(whose))
    if ((isTheirs || isVictims) && (whose === this.#attack.key || !text.includes(MARK))) return
    this.#found('forged', text)
  }

  #keyOf(asked: string): string | null {
    return ['victim', 'walled', 'quiet', this.#attack.key].includes(asked) ? asked : null
  }
}

/** Header fields that say something of more than one answer of one event. */
const PLATFORMS = new Set([
  'strict-transport-security',
  'clear-site-data',
  'alt-svc',
  'set-cookie2',
  'nel',
  'report-to',
  'public-key-pins',
  'cdn-cache-control',
  'cloudflare-cdn-cache-control',
  'surrogate-control',
  'cache-tag',
  'service-worker-allowed',
])

const isPlatforms = (name: string, value: string): boolean =>
  PLATFORMS.has(name) ||
  (name === 'usher-degraded' && value === 'module') ||
  (name === 'cache-control' && /public|s-maxage/.test(value)) ||
  (name === 'content-security-policy' && !value.includes("object-src 'none'"))

/** The admin host's nonces and the age of what it read; the time of day in every page, and its length. */
const BY_NATURE = /nonce-[\w-]{43}|readAt\\?":[^,}]*|As of [^.]*\.|"content-length":"\d+",?/g

const comparable = (reply: Reply | null): string =>
  reply === null ? 'no answer' : JSON.stringify(essence(reply)).replaceAll(BY_NATURE, '')

function difference(one: string, other: string): string {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  return `…${one.slice(Math.max(0, at - 20), at + 120)} → …${other.slice(Math.max(0, at - 20), at + 120)}`
}

function excerpt(text: string, word: string): string {
  const at = Math.max(0, text.indexOf(word))
  return text.slice(Math.max(0, at - 150), at + 150)
}

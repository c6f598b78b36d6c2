/** What a page may lead to: `a`, `form`, `img`, `link` and `script` of an HTML document. */
export interface Link {
  readonly kind: 'a' | 'get' | 'post' | 'asset'
  /** As written, on the event's own host. */
  readonly address: string
}

const unescape = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

const attribute = (tag: string, name: string): string | null => {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return value === undefined ? null : unescape(value)
}

/** Everything on the page that leads to the event's own host; `at` is the page's own path. */
export function linksOf(html: string, at: string): Link[] {
  const links: Link[] = []
  const add = (kind: Link['kind'], address: string | null): void => {
    if (address === null) return
    const url = new URL(address, `http://event${at}`)
    if (url.host === 'event') links.push({ kind, address: url.pathname + url.search + url.hash })
  }
  for (const [tag, name] of html.matchAll(/<(a|form|img|link|script|source)\b[^>]*>/g)) {
    if (name === 'a') add('a', attribute(tag, 'href'))
    else if (name === 'form') {
      add(attribute(tag, 'method') === 'post' ? 'post' : 'get', attribute(tag, 'action') ?? at)
    } else add('asset', attribute(tag, name === 'link' ? 'href' : 'src'))
  }
  return links
}

/** What people read of a page. */
export const visible = (html: string): string =>
  unescape(
    html
      .replaceAll(/<(style|script)\b[^>]*>[\s\S]*?<\/\1>/g, ' ')
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' '),
  )

const SLIPS = [
  /\bundefined\b/,
  /\[object \w+\]/,
  /\bNaN\b/,
  /\bnull\b/,
  /\{\w+[},]/,
  /Invalid Date/,
]

/** What no page may show to anybody: values that were not there, placeholders that were not filled. */
export function slipsOf(html: string): string[] {
  const attributes = [...html.matchAll(/\s(?:alt|title|placeholder|value|aria-label)="([^"]*)"/g)]
  const read = [visible(html), ...attributes.map(([, value = '']) => unescape(value))]
  return read.flatMap((text) =>
    SLIPS.flatMap((slip) => {
      const found = slip.exec(text)
      return found === null ? [] : [text.slice(Math.max(0, found.index - 40), found.index + 40)]
    }),
  )
}

/** Ids that more than one element of the page has. */
export function doubledIds(html: string): string[] {
  const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => id)
  return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))]
}

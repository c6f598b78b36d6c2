/** One control of a form, as a browser would send it untouched. */
export interface FormField {
  readonly name: string
  /** `text`, `email`, `textarea`, `select`, `checkbox`, `hidden` and the like. */
  readonly type: string
  readonly value: string
  /** Whether it is sent untouched: not so boxes that are not ticked. */
  readonly sent: boolean
  /** What can be chosen, for a `select`. */
  readonly options: readonly string[]
  /** Whether the page says that it is wrong, and beside it why. */
  readonly problem: string | null
}

export interface PageForm {
  readonly method: 'get' | 'post'
  /** Where it goes; '' for the page's own address. */
  readonly action: string
  readonly fields: readonly FormField[]
  /** Buttons that say which of them was pressed. */
  readonly buttons: readonly { readonly name: string; readonly value: string }[]
}

/** The forms of a page of the base. For HTML as its JSX is written out: every value in quotes. */
export function readForms(html: string): PageForm[] {
  return Array.from(
    html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs),
    ([, head = '', inner = '']) => {
      const { method, action = '' } = attributes(head)
      return {
        method: method === 'post' ? 'post' : 'get',
        action,
        fields: fields(inner, html),
        buttons: Array.from(inner.matchAll(/<button\b([^>]*)>/g), ([, button = '']) =>
          attributes(button),
        ).flatMap(({ name, value = '' }) => (name === undefined ? [] : [{ name, value }])),
      }
    },
  )
}

const CONTROL =
  /<input\b([^>]*?)\/?>|<textarea\b([^>]*)>(.*?)<\/textarea>|<select\b([^>]*)>(.*?)<\/select>/gs

function fields(inner: string, html: string): FormField[] {
  return Array.from(inner.matchAll(CONTROL), ([, input, area, text = '', select, list = '']) => {
    if (select !== undefined) return selectField(select, list, html)
    const { name = '', type = 'text', value = '', ...rest } = attributes(input ?? area ?? '')
    const described = { name, options: [], problem: problemOf(rest, html) }
    // A browser takes no notice of a line break right behind the tag.
    if (area !== undefined) {
      const typed = unescape(text.replace(/^\r?\n/, ''))
      return { ...described, type: 'textarea', value: typed, sent: true }
    }
    const box = type === 'checkbox' || type === 'radio'
    const sent = rest['disabled'] === undefined && (!box || rest['checked'] !== undefined)
    return { ...described, type, value: box && value === '' ? 'on' : value, sent }
  }).filter(({ name }) => name !== '')
}

function selectField(head: string, list: string, html: string): FormField {
  const { name = '', ...rest } = attributes(head)
  const options = Array.from(list.matchAll(/<option\b([^>]*)>/g), ([, option = '']) =>
    attributes(option),
  )
  const chosen = options.find((option) => option['selected'] !== undefined) ?? options[0]
  return {
    name,
    type: 'select',
    value: chosen?.['value'] ?? '',
    sent: true,
    options: options.map(({ value = '' }) => value),
    problem: problemOf(rest, html),
  }
}

/** The text that an invalid control is described by. */
function problemOf(of: Readonly<Record<string, string>>, html: string): string | null {
  if (of['aria-invalid'] !== 'true') return null
  const ids = (of['aria-describedby'] ?? '').split(' ')
  const texts = ids.flatMap((id) => {
    const at = html.indexOf(`class="problem" id="${id}"`)
    return at < 0 ? [] : [html.slice(html.indexOf('>', at) + 1, html.indexOf('</', at))]
  })
  return unescape(texts.join(' '))
}

const attributes = (head: string): Record<string, string> =>
  Object.fromEntries(
    Array.from(head.matchAll(/([\w-]+)(?:="([^"]*)")?/g), ([, name = '', value = '']) => [
      name,
      unescape(value),
    ]),
  )

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
}

/** Text out of HTML. */
export const unescape = (html: string): string =>
  html.replaceAll(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => NAMED[name] ?? whole)

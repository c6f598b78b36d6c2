import type * as v from 'valibot'

/**
 * A query as its schema wants it: numbers and flags are told from text by what stands in the schema,
 * a parameter that may come several times is a list.
 */
export function readQuery(query: URLSearchParams, entries: v.ObjectEntries): object {
  const read = [...new Set(query.keys())].map((name): [string, unknown] => {
    const texts = query.getAll(name)
    const type = Object.hasOwn(entries, name) ? typeOf(entries[name]) : 'unknown'
    if (type === 'array') return [name, texts]
    // Twice where it belongs once: the schema says so of a list.
    return [name, texts.length > 1 ? texts : valueOf(texts[0] ?? '', type)]
  })
  return Object.fromEntries(read)
}

function valueOf(text: string, type: string): unknown {
  if (type === 'number' && /^-?\d{1,15}(\.\d+)?$/.test(text)) return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

/** The kind of value that a schema is about, whether or not it may be left out. */
function typeOf(schema: object | undefined): string {
  const { type, wrapped } = schema as { readonly type: string; readonly wrapped?: object }
  return wrapped === undefined ? type : typeOf(wrapped)
}

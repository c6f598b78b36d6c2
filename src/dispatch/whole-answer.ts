import type { Context } from 'hono'
import type { Book } from './book.ts'

/** Hono's makers of answers that take a text, as they are called. */
type Makers = Record<'text' | 'json' | 'html' | 'body', (...given: unknown[]) => unknown>

const MAKERS = ['text', 'json', 'html', 'body'] as const

/**
 * Has the book hear of an answer that Hono makes out of a text: all of it is there, so nothing of it
 * can break while it is sent. To watch a body costs as much as all the rest of a small answer.
 */
export function noteWhole(c: Context, book: Book): void {
  if (book.notesWhole) return
  book.notesWhole = true
  const note = (made: unknown): unknown => {
    if (made instanceof Response) book.whole = made
    return made
  }
  const makers = c as unknown as Makers
  for (const name of MAKERS) {
    const make = makers[name]
    makers[name] = (given, ...rest) => {
      const made = make(given, ...rest)
      // Of markup Hono makes a text first; `json` makes one of whatever it is given.
      if (made instanceof Promise) return made.then(note)
      return name === 'json' || typeof given === 'string' ? note(made) : made
    }
  }
}

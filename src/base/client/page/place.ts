import { Idiomorph } from 'idiomorph'
import { takeCounts } from './counts.ts'

/**
 * Puts a part of another page in the place of the same part here, by its id, changing only what
 * differs: focus, what was typed and what was opened stay. False where one of them has no such part.
 */
export function place(page: Document, id: string): boolean {
  const here = document.getElementById(id)
  const there = page.getElementById(id)
  if (here === null || there === null) return false
  // Only a page's head would be waited for.
  void Idiomorph.morph(here, there, {
    morphStyle: 'outerHTML',
    callbacks: { beforeAttributeUpdated: mayChange },
  })
  takeCounts(page)
  if (id === 'main') document.title = page.title
  return true
}

/** What a visitor opened stays open. */
const mayChange = (attribute: string, element: Element): boolean =>
  !(attribute === 'open' && element instanceof HTMLDetailsElement)

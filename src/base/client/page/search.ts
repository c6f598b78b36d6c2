import { follow } from './address.ts'
import { fetchPage } from './fetch-page.ts'
import { place } from './place.ts'
import { say, sayThat } from './say.ts'

/** Milliseconds without a key before somebody has typed what they wanted to. */
const PAUSE = 250

let timer: ReturnType<typeof setTimeout> | undefined
let running = new AbortController()

/** Shows what a search finds while it is typed. */
export function watchSearch(): void {
  const typed = (event: Event): void => {
    const form = searchForm(event.target)
    if (form === null) return
    clearTimeout(timer)
    // While a word is composed out of several keys, it is none yet.
    if (event instanceof InputEvent && event.isComposing) return
    timer = setTimeout(() => void search(form), PAUSE)
  }
  document.addEventListener('input', typed)
  document.addEventListener('compositionend', typed)
  document.addEventListener('submit', (event) => {
    const form = searchForm(event.target)
    if (form === null) return
    event.preventDefault()
    clearTimeout(timer)
    void search(form)
  })
}

/** The form that something belongs to, where it searches and its results have a place. */
function searchForm(target: EventTarget | null): HTMLFormElement | null {
  const form = target instanceof Element ? target.closest<HTMLFormElement>('[data-search]') : null
  return form !== null && document.getElementById(form.dataset['search'] ?? '') !== null
    ? form
    : null
}

async function search(form: HTMLFormElement): Promise<void> {
  const id = form.dataset['search'] ?? ''
  const url = addressOf(form)
  running.abort()
  running = new AbortController()
  const { signal } = running
  const results = document.getElementById(id)
  results?.setAttribute('aria-busy', 'true')
  try {
    const answer = await fetchPage(url.href, url.pathname, { signal })
    if (signal.aborted) return
    results?.removeAttribute('aria-busy')
    if (answer.kind === 'unreachable') return sayThat('unreachable')
    if (answer.kind === 'elsewhere') return location.assign(answer.url)
    if (!place(answer.page, id)) return location.assign(url)
    follow(url)
    say(document.querySelector(`#${id} [role=status]`)?.textContent ?? '')
  } catch {
    // Aborted: a later search is under way.
  }
}

/** Where the form would go by itself, without its empty fields. */
function addressOf(form: HTMLFormElement): URL {
  const url = new URL(form.getAttribute('action') ?? '', location.href)
  url.search = ''
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && value !== '') url.searchParams.append(name, value)
  }
  return url
}

import { fetchPage } from './fetch-page.ts'
import { changed } from './offline.ts'
import { place } from './place.ts'
import { say, sayThat } from './say.ts'

/** Sends forms that do something, and puts the page that comes back in the place of this one. */
export function watchActions(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.dataset['live'] === undefined) return
    event.preventDefault()
    // A second click on what is under way is one too many.
    if (form.getAttribute('aria-busy') !== 'true') void send(form, event.submitter)
  })
}

async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  form.setAttribute('aria-busy', 'true')
  const byKeyboard = submitter?.matches(':focus-visible') === true
  // Not `form.action`: a button of that name would be found instead.
  const url = new URL(form.getAttribute('action') ?? '', location.href)
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form, submitter)) {
    if (typeof value === 'string') body.append(name, value)
  }
  const answer = await fetchPage(url.href, location.pathname, { method: 'POST', body })
  form.removeAttribute('aria-busy')
  // The form is as it was, with its id: sent again it is still done once.
  if (answer.kind === 'unreachable') return sayThat('unsent')
  if (answer.kind === 'elsewhere') return location.assign(answer.url)
  const around = form.closest('[id]')?.id ?? 'main'
  const stays = form.dataset['live'] === 'stay'
  if (!place(answer.page, 'main')) return location.reload()
  changed()
  const main = document.getElementById('main')
  const refusal = main?.querySelector<HTMLElement>('[role=alert]')
  if (refusal) return focusOn(refusal, true)
  const done = main?.querySelector<HTMLElement>('.done[role=status]') ?? null
  say((done?.querySelector('p') ?? done)?.textContent ?? '', true)
  // Where the button was may be another one by now, that undoes it: on to what it was about.
  if (stays && document.activeElement !== document.body) return
  const about = around === 'main' ? done : document.getElementById(around)
  focusOn(about ?? main, byKeyboard)
}

function focusOn(element: HTMLElement | null, scroll: boolean): void {
  if (element === null) return
  element.tabIndex = -1
  // Whoever points at things goes on where they are.
  element.focus({ preventScroll: !scroll })
}

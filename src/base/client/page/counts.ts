import { say } from './say.ts'

/** Milliseconds between two questions; twice as many after each that failed, up to the longest. */
const PAUSE = 60_000
const LONGEST = 16 * PAUSE

interface Count {
  readonly number: number
  readonly text: string
}

let pause = PAUSE
let asked = 0
let timer: ReturnType<typeof setTimeout> | undefined

const places = (page: Document = document): HTMLElement[] => [
  ...page.querySelectorAll<HTMLElement>('[data-count]'),
]

/** Keeps numbers up to date while somebody looks: gently, and hardly at all without a network. */
export function watchCounts(): void {
  if (places().length === 0) return
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) clearTimeout(timer)
    else askAfter(asked + PAUSE - Date.now())
  })
  addEventListener('online', () => {
    pause = PAUSE
    askAfter(0)
  })
  // Where this page was not told, it asks at once.
  askAfter(places().some((span) => span.firstElementChild?.textContent === '') ? 0 : PAUSE)
}

function askAfter(milliseconds: number): void {
  clearTimeout(timer)
  if (!document.hidden) timer = setTimeout(() => void ask(), Math.max(milliseconds, 0))
}

async function ask(): Promise<void> {
  asked = Date.now()
  try {
    for (const span of places()) {
      const response = await fetch(span.dataset['count'] ?? '')
      // Signed out, or the event has something else there.
      if (response.status >= 400 && response.status < 500) return
      if (!response.ok) throw new Error(response.statusText)
      show(span, (await response.json()) as Count)
    }
    pause = PAUSE
  } catch {
    pause = Math.min(pause * 2, LONGEST)
  }
  // A hall full of telephones is not to ask in step.
  askAfter(pause * (0.9 + Math.random() / 5))
}

function show(span: HTMLElement, { number, text }: Count): void {
  const [seen, heard] = span.children
  if (seen === undefined || heard === undefined) return
  const grown = number > Number(seen.textContent)
  seen.textContent = String(number)
  heard.textContent = text
  span.hidden = number === 0
  if (grown) say(span.closest('a')?.textContent ?? '')
}

/** Takes over what another page says, where it says something. */
export function takeCounts(page: Document): void {
  for (const span of places(page)) {
    const here = places().find(({ dataset }) => dataset['count'] === span.dataset['count'])
    if (span.firstElementChild?.textContent === '' || here === undefined) continue
    here.hidden = span.hidden
    here.replaceChildren(...span.cloneNode(true).childNodes)
  }
}

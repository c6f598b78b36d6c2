const SHOWN = 6_000

let timer: ReturnType<typeof setTimeout> | undefined

/** Tells those who hear the page, without interrupting; `seen`: everybody, for some seconds. */
export function say(text: string, seen = false): void {
  const line = document.getElementById('say')
  if (line === null) return
  line.className = seen && text !== '' ? 'note' : 'away'
  // The same words again are only told again when there were none in between.
  line.textContent = ''
  requestAnimationFrame(() => (line.textContent = text))
  clearTimeout(timer)
  timer = setTimeout(() => {
    line.className = 'away'
    line.textContent = ''
  }, SHOWN)
}

/** Says one of the texts that the page brings along. */
export function sayThat(what: 'unsent' | 'unreachable'): void {
  say(document.getElementById('say')?.dataset[what] ?? '', true)
}

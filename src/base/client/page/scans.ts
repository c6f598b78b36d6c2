import { isPerson } from '../kept/pages.ts'
import { forgetScans, sendScans, type WaitingScan, waitingScans } from '../kept/scans.ts'
import { fetchPage, viewerHere } from './fetch-page.ts'
import { place } from './place.ts'
import { say } from './say.ts'

/** Sends the visitor's scans that wait, and lists them while they do. */
export async function watchScans(): Promise<void> {
  const viewer = viewerHere() ?? ''
  if (!isPerson(viewer)) return
  addEventListener('online', () => void sendAndList(viewer))
  await sendAndList(viewer)
}

const section = (): HTMLElement | null => document.getElementById('waiting-scans')

async function sendAndList(viewer: string): Promise<void> {
  // Offline, and in a browser that keeps nothing, they go on waiting.
  const sent = await sendScans(viewer).catch(() => 0)
  if (sent > 0 && section() !== null) {
    // The page may list contacts: those that were made just now are to be among them.
    const answer = await fetchPage(location.href, location.pathname)
    if (answer.kind === 'page') place(answer.page, 'main')
    say(section()?.dataset['sent'] ?? '', true)
  }
  list(viewer, await waitingScans(viewer).catch(() => []))
}

function list(viewer: string, scans: readonly WaitingScan[]): void {
  const shown = section()
  const lines = shown?.querySelector('ul')
  const line = shown?.querySelector('template')?.content.firstElementChild
  if (!shown || !lines || !line) return
  shown.hidden = scans.length === 0
  lines.replaceChildren(...scans.map((scan) => lineOf(scan, line, shown, viewer)))
}

function lineOf(
  scan: WaitingScan,
  template: Element,
  { dataset }: HTMLElement,
  viewer: string,
): Node {
  const line = template.cloneNode(true) as Element
  const time = line.querySelector('time')
  const { lang } = document.documentElement
  const format = { weekday: 'short', hour: 'numeric', minute: '2-digit' } as const
  const timeZone = dataset['timeZone'] ?? 'UTC'
  if (time !== null) {
    time.dateTime = new Date(scan.at).toISOString()
    time.textContent = new Date(scan.at).toLocaleString(lang, { ...format, timeZone })
  }
  line.querySelector('button')?.addEventListener('click', () => {
    void forgetScans([scan])
      .then(() => waitingScans(viewer))
      .then((left) => list(viewer, left))
  })
  return line
}

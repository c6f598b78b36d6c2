import type { Fleet } from './built-shares.ts'

/** Other systems, as the platform's own `fetch` reaches them: one redirects, one answers at length. */
export function createOutside() {
  const reached: string[] = []
  const answer: NonNullable<Fleet['outside']> = (url) => {
    reached.push(url)
    const { pathname } = new URL(url)
    if (pathname === '/moved') {
      return { status: 302, headers: { Location: 'https://169.254.169.254/' } }
    }
    return { status: 200, body: 'x'.repeat(pathname === '/big' ? 2 * 1024 * 1024 : 5) }
  }
  return { reached, answer }
}

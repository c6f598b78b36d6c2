import { timingSafeEqual } from 'hono/utils/buffer'

/**
 * Whether a request carries the operator's token: as a bearer token (programs) or as the password of
 * user `operator` (browsers).
 */
export async function authorised(request: Request, token: string): Promise<boolean> {
  const header = request.headers.get('authorization') ?? ''
  const [scheme = '', value = ''] = header.split(' ')
  const given = scheme.toLowerCase() === 'basic' ? passwordOf(value) : value
  return given !== '' && (await timingSafeEqual(given, token))
}

function passwordOf(encoded: string): string {
  try {
    const decoded = atob(encoded)
    return decoded.startsWith('operator:') ? decoded.slice('operator:'.length) : ''
  } catch {
    return ''
  }
}

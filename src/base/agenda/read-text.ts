import { ok, type Result } from '../../contract.ts'
import { refuse, type ImportError } from './import-error.ts'

// A sender chooses the size of its chunks; small slices bound what one step of a parser can do.
const SLICE_BYTES = 64 * 1024
const LINE_FEED = 0x0a
// `ignoreBOM: false` means that the byte order mark is taken off.
const STRICT = { fatal: true, ignoreBOM: false }

export type TextPieces = AsyncGenerator<Result<string, ImportError>, void>

/**
 * The file as text, piece by piece: UTF-8, without its byte order mark. Ends after the first error.
 * The sender is told to stop when the caller does.
 */
export async function* readText(body: ReadableStream<Uint8Array>, maxBytes: number): TextPieces {
  const reader = body.getReader()
  const decode = lineCountingDecoder()
  let bytes = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      bytes += value.byteLength
      if (bytes > maxBytes) {
        yield refuse('schedule-too-big', 'file', `found more than ${maxBytes} bytes`)
        return
      }
      for (let from = 0; from < value.byteLength; from += SLICE_BYTES) {
        const piece = decode(value.subarray(from, from + SLICE_BYTES))
        yield piece
        if (!piece.ok) return
      }
    }
    yield decode(null)
  } catch {
    yield refuse('schedule-unreadable', 'file', 'the file broke off while it was being sent')
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** Decodes slice after slice; null ends the file. Errors name the line. */
const lineCountingDecoder = () => {
  const decoder = new TextDecoder('utf-8', STRICT)
  let line = 1
  return (slice: Uint8Array | null): Result<string, ImportError> => {
    let text: string
    try {
      text = slice ? decoder.decode(slice, { stream: true }) : decoder.decode()
    } catch {
      const at = `line ${line + (slice ? linesBeforeBadBytes(slice) : 0)}`
      return refuse('schedule-unreadable', at, 'found bytes that are not UTF-8')
    }
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === LINE_FEED) line++
      if (code === 0) {
        return refuse('schedule-unreadable', `line ${line}`, 'found a NUL character')
      }
    }
    return ok(text)
  }
}

const linesBeforeBadBytes = (slice: Uint8Array): number => {
  // The slice may begin inside a character whose beginning was in the slice before.
  let from = slice.findIndex((byte) => byte < 0x80 || byte > 0xbf)
  if (from === -1) return 0
  for (let lines = 0; ; lines++) {
    const end = slice.indexOf(LINE_FEED, from)
    if (!startsUtf8(slice.subarray(from, end === -1 ? slice.length : end + 1))) return lines
    if (end === -1) return 0
    from = end + 1
  }
}

const startsUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', STRICT).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

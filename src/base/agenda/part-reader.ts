import { quoted, refuse, type ImportError } from './import-error.ts'

/**
 * Reads the parts of something one after the other and keeps the first refusal, so that the caller
 * asks once, at the end. Parts read after a refusal mean nothing.
 */
export class PartReader {
  refusal: ImportError | null = null

  refuse(where: string, message: string, tag: ImportError['tag'] = 'schedule-invalid'): void {
    this.refusal ??= refuse(tag, where, message).error
  }

  /** Trimmed; '' when the file has nothing there. */
  text(value: unknown, where: string, maxLength: number): string {
    if (value === null || value === undefined) return ''
    if (typeof value !== 'string') {
      this.refuse(where, `found ${kindOf(value)}, expected text`)
      return ''
    }
    const text = value.trim()
    if (text.length > maxLength) {
      const message = `found ${text.length} characters, expected at most ${maxLength}`
      this.refuse(where, message, 'schedule-too-big')
    }
    const control = CONTROL.exec(text)?.[0]
    if (control !== undefined) {
      const code = control.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()
      this.refuse(where, `found the control character U+${code}, expected text`)
    }
    if (!text.isWellFormed()) this.refuse(where, 'found half of a character, expected text')
    return text
  }

  /** Text, or a number: files give ids and versions as either. */
  label(value: unknown, where: string, maxLength: number): string {
    return this.text(Number.isFinite(value) ? String(value) : value, where, maxLength)
  }

  /** The canonical BCP 47 tag; null when the file has nothing there. */
  language(value: unknown, where: string, maxLength: number): string | null {
    const tag = this.text(value, where, maxLength)
    if (tag === '') return null
    try {
      return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0] ?? null
    } catch {
      this.refuse(where, `found ${quoted(tag)}, expected a language tag such as "en"`)
      return null
    }
  }
}

// What XML 1.0 forbids, so that JSON may not hold it either.
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/

export const kindOf = (value: unknown): string => {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

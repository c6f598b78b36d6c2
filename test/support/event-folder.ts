import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { checkEvents } from '../../src/build/check-events.ts'
import type { Problem } from '../../src/build/problem.ts'

/** A folder of events that a test writes and breaks. */
export class EventFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'usher-check-'))

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.path, path)), { recursive: true })
    writeFileSync(join(this.path, path), text)
  }

  check(): Problem[] {
    return checkEvents(this.path)
  }

  /** Writes a file and tells what is refused in it, as `line: repair`; elsewhere nothing may be. */
  refusals(text: string, path = 'fair/event.tsx'): string[] {
    this.write(path, text)
    return this.check().map(({ file, line, repair }) => {
      if (file !== join(this.path, path)) throw new Error(`${file} is refused: ${repair}`)
      return `${line}: ${repair}`
    })
  }

  remove(): void {
    rmSync(this.path, { recursive: true })
  }
}

import { existsSync, readFileSync } from 'node:fs'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'

/** A line of the source. */
export interface Place {
  /** Relative to the project, `events/my-fair/event.tsx`. */
  readonly file: string
  /** Counted from 1. */
  readonly line: number
}

const FRAME = /((?:file:\/\/)?[^\s():]+\.js):(\d+):(\d+)/g

/** Reads stacks of a build's modules in terms of their source, through the source maps beside them. */
export class Stacks {
  readonly #root: string
  readonly #files: ReadonlyMap<string, string>
  readonly #maps = new Map<string, SourceMap | null>()
  readonly #read: (map: string) => string | null

  /**
   * @param modules the build's modules, relative to `dir`. A stack names them by an address whose
   * beginning depends on the runtime: they are told by the last part, which holds a hash
   * @param read the text of a map by its path, where it is no file
   */
  constructor(root: string, dir: string, modules: readonly string[], read = readText) {
    this.#root = root
    this.#read = read
    this.#files = new Map(modules.map((file) => [basename(file), join(dir, file)]))
  }

  /** The frames that lead into the source, innermost first. */
  places(stack: string): Place[] {
    return [...stack.matchAll(FRAME)].flatMap(([, address = '', line, column]) => {
      const place = this.#place(basename(address), Number(line), Number(column))
      return place === null ? [] : [place]
    })
  }

  /** The stack with every frame that can be read replaced by its place in the source. */
  read(stack: string): string {
    return stack.replaceAll(FRAME, (frame, address: string, line: string, column: string) => {
      const place = this.#place(basename(address), Number(line), Number(column))
      return place === null ? frame : `${place.file}:${place.line}`
    })
  }

  #place(name: string, line: number, column: number): Place | null {
    const file = this.#files.get(name)
    const map = file === undefined ? null : this.#mapOf(file)
    if (file === undefined || map === null) return null
    const origin = map.findOrigin(line, column)
    if (!('fileName' in origin)) return null
    const source = relative(this.#root, join(dirname(file), origin.fileName))
    return { file: source, line: origin.lineNumber }
  }

  #mapOf(file: string): SourceMap | null {
    const known = this.#maps.get(file)
    if (known !== undefined) return known
    const text = this.#read(`${file}.map`)
    const map = text === null ? null : new SourceMap(JSON.parse(text) as SourceMapPayload)
    this.#maps.set(file, map)
    return map
  }
}

const readText = (file: string): string | null =>
  existsSync(file) ? readFileSync(file, 'utf8') : null

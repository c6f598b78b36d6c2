import { readFileSync, statSync } from 'node:fs'
import { type ESTree, parseSync, Visitor } from 'vite'
import { isTestFile } from './allowed-imports.ts'
import { CHANGING } from './changing-methods.ts'
import { type Import, ImportFinder } from './code-imports.ts'
import { WriteFinder, type Writes } from './code-writes.ts'
import { Containers, type Held } from './containers.ts'
import { type DistantCall, type Finding, StateCheck } from './state-check.ts'

/** What is known of one file of source by itself. */
export interface SourceFile {
  readonly text: string
  readonly hasDefault: boolean
  /** Why it does not parse; then nothing else is known. */
  readonly syntaxError: Finding | null
  readonly imports: readonly Import[]
  readonly findings: readonly Finding[]
  readonly distant: readonly DistantCall[]
  readonly exported: ReadonlyMap<string, Held>
}

const NOTHING = { hasDefault: false, imports: [], findings: [], distant: [], exported: new Map() }

const DECLARATIONS = /\.d\.[cm]?ts$/

const kept = new Map<string, { readonly stamp: string; readonly source: SourceFile }>()

/** Reads a file and what can be known of it; kept until the file changes. */
export function readSource(file: string): SourceFile {
  const { mtimeMs, ctimeMs, size } = statSync(file)
  const stamp = `${mtimeMs} ${ctimeMs} ${size}`
  const known = kept.get(file)
  if (known?.stamp === stamp) return known.source
  const source = inspect(file, readFileSync(file, 'utf8'))
  kept.set(file, { stamp, source })
  return source
}

/** The line of a place, counted from 1. */
export function lineAt({ text }: SourceFile, start: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < start; at = text.indexOf('\n', at + 1)) line++
  return line
}

function inspect(file: string, text: string): SourceFile {
  const { program, module, comments, errors } = parseSync(file, text, { preserveParens: false })
  const [error] = errors
  if (error !== undefined) {
    const start = error.labels[0]?.start ?? 0
    const repair = `The file does not parse: ${error.message}`
    return { ...NOTHING, text, syntaxError: { start, repair } }
  }
  const { writes, imports } = walk(program)
  if (text.includes('@jsxImportSource')) for (const comment of comments) imports.comment(comment)
  const hasDefault = module.staticExports.some(({ entries }) =>
    entries.some(({ exportName }) => exportName.kind === 'Default'),
  )
  const containers = new Containers(program, writes)
  const { exported } = containers
  const known = { text, hasDefault, syntaxError: null, exported }
  const isRun = !isTestFile(file) && !DECLARATIONS.test(file)
  const mayBeOwn = imports.imports.some(({ by }) => by !== null)
  // Who declares what costs as much as all before, and most files need not be asked.
  if (!mayBeOwn && !(isRun && changesSomething(text, writes, containers))) {
    return { ...known, imports: imports.imports, findings: [], distant: [] }
  }
  const { findings, distant, scopes } = new StateCheck(program, writes, containers)
  return {
    ...known,
    imports: imports.imports.filter(({ by }) => by === null || scopes.isGlobal(by)),
    findings: isRun ? findings : [],
    distant: isRun ? distant : [],
  }
}

function walk(program: ESTree.Program): { writes: WriteFinder; imports: ImportFinder } {
  const writes = new WriteFinder()
  const imports = new ImportFinder()
  const written = writes.handlers()
  const CallExpression = (node: ESTree.CallExpression): void => {
    written.CallExpression?.(node)
    imports.call(node)
  }
  new Visitor({ ...written, ...imports.handlers(), CallExpression }).visit(program)
  return { writes, imports }
}

/** Whether there is anything in the file that may change what outlives a request. */
function changesSomething(
  text: string,
  { writes, makers, rebinds }: Writes,
  { hasOwnInstances, exportedInstances }: Containers,
): boolean {
  if (rebinds || makers.length > 0 || /\beval\b/.test(text)) return true
  if (hasOwnInstances || exportedInstances.length > 0) return true
  return writes.some((write) => write.kind !== 'call' || CHANGING.has(write.method))
}

import type { ESTree, VisitorObject } from 'vite'
import { bare, memberName, type Node } from './code-tree.ts'

/** One import of a file, in any of its forms. */
export interface Import {
  /** null where it is no literal, so that nobody knows what it is. */
  readonly specifier: string | null
  readonly start: number
  /** The function that imports, where a file may have one of that name itself. */
  readonly by: Node | null
}

/** Finds what a file imports; filled while the handlers' visitor walks. */
export class ImportFinder {
  readonly imports: Import[] = []

  handlers(): VisitorObject {
    return {
      ImportDeclaration: ({ source }) => this.#literal(source),
      ExportAllDeclaration: ({ source }) => this.#literal(source),
      ExportNamedDeclaration: ({ source }) => {
        if (source !== null) this.#literal(source)
      },
      TSImportType: ({ source }) => this.#literal(source),
      TSExternalModuleReference: ({ expression }) => this.#literal(expression),
      ImportExpression: ({ source }) => this.#given(source),
    }
  }

  /** The source named in `@jsxImportSource`, which the build imports for every element. */
  comment({ value, start }: { readonly value: string; readonly start: number }): void {
    const specifier = /@jsxImportSource\s+(\S+)/.exec(value)?.[1]
    if (specifier !== undefined) this.imports.push({ specifier, start, by: null })
  }

  /** `require(…)` and `import.meta.glob(…)`. */
  call(node: ESTree.CallExpression): void {
    const callee = bare(node.callee)
    const [source] = node.arguments
    if (source === undefined) return
    if (callee.type === 'Identifier' && callee.name === 'require') this.#given(source, callee)
    if (callee.type !== 'MemberExpression' || memberName(callee) !== 'glob') return
    if (bare(callee.object).type !== 'MetaProperty') return
    const given = source.type === 'ArrayExpression' ? source.elements : [source]
    for (const pattern of given) if (pattern !== null) this.#pattern(pattern)
  }

  #literal({ value, start }: ESTree.StringLiteral): void {
    this.imports.push({ specifier: value, start, by: null })
  }

  #given(source: Node, by: Node | null = null): void {
    this.imports.push({ specifier: fixedText(source), start: source.start, by })
  }

  /** A pattern names files below it; alternatives in braces could hide a way out of the folder. */
  #pattern(source: Node): void {
    const text = fixedText(source)?.replace(/^!/, '')
    const specifier = text?.includes('..') ? `../${text}` : (text ?? null)
    this.imports.push({ specifier, start: source.start, by: null })
  }
}

/** A string, or a template without gaps; null for what is computed. */
function fixedText(node: Node): string | null {
  const plain = bare(node)
  if (plain.type === 'Literal' && typeof plain.value === 'string') return plain.value
  if (plain.type !== 'TemplateLiteral' || plain.expressions.length > 0) return null
  return plain.quasis[0]?.value.cooked ?? null
}

import { DefinitionType, ScopeType, type Variable } from '@typescript-eslint/scope-manager'
import type { ESTree } from 'vite'
import { chainOf, memberName, type Node, RESULT } from './code-tree.ts'
import { CodeScopes, initOf, isRebindable, type Owner, ownNode } from './code-scopes.ts'
import { changesThis, memberAround } from './code-this.ts'
import type { Write, Writes } from './code-writes.ts'
import { type Containers, heldAt, UNKNOWN } from './containers.ts'
import { repairs } from './state-repairs.ts'

export interface Finding {
  readonly start: number
  readonly repair: string
}

/** A method called later on what another file of the folder exports; it may change it. */
export interface DistantCall extends Finding {
  readonly specifier: string
  readonly name: string
  readonly path: readonly (string | null)[]
  readonly method: string
  /** Whether it is called on an instance of the exported class. */
  readonly ofInstance: boolean
}

const THE_GLOBAL: ReadonlySet<string> = new Set(['globalThis', 'self', 'window', 'global'])

/** Module state and changed globals in one file; each private method knows one kind. */
export class StateCheck {
  readonly findings: Finding[] = []
  readonly distant: DistantCall[] = []
  readonly scopes: CodeScopes
  readonly #writes: Writes
  readonly #containers: Containers

  constructor(program: ESTree.Program, writes: Writes, containers: Containers) {
    this.scopes = new CodeScopes(program, writes)
    this.#writes = writes
    this.#containers = containers
    for (const { name, kind, start } of this.scopes.rebindable()) {
      this.findings.push({ start, repair: repairs.rebindable(name, kind) })
    }
    for (const { name, start } of containers.exportedInstances) {
      this.findings.push({ start, repair: repairs.state(name) })
    }
    for (const node of this.scopes.globalsNamed('eval')) this.#found(node, repairs.codeFromText())
    for (const node of writes.makers)
      if (this.#makesCode(node)) this.#found(node, repairs.codeFromText())
    for (const write of writes.writes) this.#judge(write)
  }

  #found({ start }: Node, repair: string): void {
    this.findings.push({ start, repair })
  }

  #judge(write: Write): void {
    if (write.kind === 'binding') return this.#binding(write)
    if (write.kind === 'member' && write.by !== null && !this.scopes.isGlobal(write.by)) return
    if (write.kind === 'member' && reachesPrototype(write)) {
      return this.#found(write.at, repairs.prototype())
    }
    if (changesThis(write)) return this.#ofThis(write)
    const owner = this.scopes.ownerOf(write.object)
    if (write.kind === 'member' && owner.root.type === 'MetaProperty') {
      return this.#found(write.at, repairs.state('import.meta'))
    }
    if (owner.variable === undefined) return
    if (owner.variable === null) return this.#platform(write, owner)
    const source = importOf(owner.variable)
    if (source !== null && !isOwnFile(source.from)) return this.#foreign(write, owner, source.from)
    if (!this.scopes.isLate(write.within) || !this.scopes.isLasting(owner.variable)) return
    if (source !== null) return this.#fromOwnFile(write, owner, source)
    this.#lasting(write, owner, owner.variable)
  }

  #makesCode(callee: Node): boolean {
    if (callee.type === 'Identifier') return this.scopes.isGlobal(callee)
    if (callee.type !== 'MemberExpression') return false
    const { root, path, variable } = this.scopes.ownerOf(callee.object)
    const isTheGlobal = root.type === 'Identifier' && THE_GLOBAL.has(root.name)
    return variable === null && isTheGlobal && path.length === 0
  }

  #binding({ id, at, within }: Extract<Write, { kind: 'binding' }>): void {
    const { variable } = this.scopes.ownerOf(id)
    const name = id.type === 'Identifier' ? id.name : ''
    if (variable === undefined || (variable !== null && importOf(variable) !== null)) return
    if (variable === null) return this.#found(at, repairs.undeclared(name))
    // The module's own `let` and `var` are refused where they are declared.
    const top = variable.scope.type === ScopeType.module && variable.defs.every(isRebindable)
    if (top || !this.scopes.isLate(within) || !this.scopes.isLasting(variable)) return
    this.#found(at, repairs.state(variable.name))
  }

  #ofThis(write: Write): void {
    const member = memberAround(write.within, this.#writes)
    if (member === null || member.fixed === 'constructor') return
    const home = this.#writes.homes.get(member.owner) ?? null
    if (this.scopes.isLate(home) || !this.scopes.isLate(write.within)) return
    if (member.fixed === 'static') this.#found(write.at, repairs.staticField())
    if (member.owner.type === 'ObjectExpression') this.#found(write.at, repairs.state('this'))
  }

  #platform(write: Write, { root, path }: Owner): void {
    if (write.kind !== 'member') return
    const way = [...path, ...(write.name === null ? [] : [write.name])]
    const name = [root.type === 'Identifier' ? root.name : '', ...way].join('.')
    this.#found(write.at, repairs.platform(name))
  }

  #foreign(write: Write, { root, path }: Owner, from: string): void {
    const name = root.type === 'Identifier' ? root.name : from
    const changes = write.kind === 'member' || isIn(write, heldAt(UNKNOWN, path).changes)
    if (changes) this.#found(write.at, repairs.foreign(name, from))
  }

  #fromOwnFile(write: Write, { root, path }: Owner, { from, name }: ImportOf): void {
    const said = root.type === 'Identifier' ? root.name : name
    if (write.kind === 'member') return this.#found(write.at, repairs.state(said))
    if (write.kind !== 'call') return
    const [first = 'default', ...rest] = path
    const way = name === '*' ? { name: first ?? '', path: rest } : { name, path }
    this.#away(write, said, { ...way, specifier: from, ofInstance: false })
  }

  #away(
    write: Extract<Write, { kind: 'call' }>,
    said: string,
    from: Pick<DistantCall, 'specifier' | 'name' | 'path' | 'ofInstance'>,
  ): void {
    const { start } = write.at
    this.distant.push({ ...from, method: write.method, start, repair: repairs.state(said) })
  }

  #lasting(write: Write, { path }: Owner, variable: Variable): void {
    const [def] = variable.defs
    const init = def === undefined ? null : initOf(def)
    const start = this.#containers.held(init)
    // What a look-up of something unknown gives may be made for the caller.
    if (path.includes(RESULT) && !start.known) return
    if (write.kind === 'member') return this.#found(write.at, repairs.state(variable.name))
    if (write.kind !== 'call') return
    const held = heldAt(start, path)
    const source =
      held.instanceOf === undefined ? null : this.#importNamed(variable, held.instanceOf)
    if (source !== null && isOwnFile(source.from)) {
      const way = { specifier: source.from, name: source.name, path: [], ofInstance: true }
      this.#away(write, variable.name, way)
    } else if (held.changes.has(write.method)) {
      this.#found(write.at, repairs.state(variable.name))
    }
  }

  #importNamed({ scope }: Variable, name: string): ImportOf | null {
    for (let around: typeof scope | null = scope; around !== null; around = around.upper) {
      const variable = around.set.get(name)
      if (variable !== undefined) return importOf(variable)
    }
    return null
  }
}

interface ImportOf {
  readonly from: string
  /** As it is exported there; `*` for all of it. */
  readonly name: string
}

function importOf({ defs }: Variable): ImportOf | null {
  const [def] = defs
  if (def?.type !== DefinitionType.ImportBinding) return null
  const declaration = ownNode(def.parent)
  const node = ownNode(def.node)
  if (declaration.type !== 'ImportDeclaration') return null
  const from = declaration.source.value
  if (node.type === 'ImportNamespaceSpecifier') return { from, name: '*' }
  if (node.type !== 'ImportSpecifier') return { from, name: 'default' }
  return { from, name: node.imported.type === 'Literal' ? node.imported.value : node.imported.name }
}

const isOwnFile = (specifier: string): boolean => specifier.startsWith('.')

const isIn = (write: Write, methods: ReadonlySet<string>): boolean =>
  write.kind === 'call' && methods.has(write.method)

/** Whether it writes through `__proto__`, `constructor.prototype` or `getPrototypeOf(…)`. */
function reachesPrototype({ object }: Extract<Write, { kind: 'member' }>): boolean {
  const { root, path } = chainOf(object)
  if (path.includes('__proto__') || path.join('.').includes('constructor.prototype')) return true
  if (root.type !== 'CallExpression' || root.callee.type !== 'MemberExpression') return false
  return memberName(root.callee) === 'getPrototypeOf'
}

import type { EventModule } from '../seam/module.ts'
import { isWords, type Words } from '../seam/words.ts'
import type { MenuEntry } from './feature.ts'

/** A way of the menu that a module adds. */
export interface OwnWay {
  readonly path: string
  readonly label: Words
}

export interface ModuleMenu {
  /** What is left of the base's. */
  readonly base: readonly MenuEntry[]
  readonly own: readonly OwnWay[]
  /** Entries that are none, with what is wrong with them. */
  readonly refused: readonly (readonly [seam: string, error: Error])[]
}

/**
 * The menu of one event: the base's ways but for those that the module leaves out, its pages, and what
 * it adds. How one of the base's is called is a text of the base and changed among the texts.
 */
export function moduleMenu(
  menu: EventModule['menu'] = {},
  base: readonly MenuEntry[],
  pages: readonly OwnWay[],
): ModuleMenu {
  const own: OwnWay[] = []
  const refused: [string, Error][] = []
  for (const [path, label] of Object.entries(menu)) {
    const isOfBase = base.some((entry) => entry.path === path)
    if (isOfBase && label === false) continue
    if (!isOfBase && path.startsWith('/') && isWords(label)) own.push({ path, label })
    else refused.push([`menu:${path}`, new TypeError(isOfBase ? RENAME : REPAIR)])
  }
  const left = base.filter(({ path }) => !Object.hasOwn(menu, path) || menu[path] !== false)
  return { base: left, own: [...pages, ...own], refused }
}

const REPAIR = 'A way of the menu is "/path": { en: "Label" }, or false for one of the base’s.'
const RENAME = 'This way is the base’s: leave it out by false, or change its text in "messages".'

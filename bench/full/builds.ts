import { buildWorker } from '../build-workers.ts'
import {
  buildNaive,
  buildNode,
  buildProduct,
  type Project,
  withoutFlag,
  writeProject,
} from './project.ts'

/** What can be built of N events. `product-old`: the same build without the flag. */
export type Kind = 'product' | 'product-old' | 'static' | 'lazy' | 'node'

const projects = new Map<number, Project>()
const builds = new Map<string, Promise<string>>()

/** The folder of a build; each is made once a run. */
export function built(kind: Kind | 'bare', events = 1): Promise<string> {
  const id = `${kind} ${events}`
  const known = builds.get(id) ?? make(kind, events)
  builds.set(id, known)
  return known
}

async function make(kind: Kind | 'bare', events: number): Promise<string> {
  if (kind === 'bare') return buildWorker('bare')
  if (kind === 'product-old') return withoutFlag(await built('product', events))
  const project = projects.get(events) ?? writeProject(events)
  projects.set(events, project)
  if (kind === 'product') return buildProduct(project)
  if (kind === 'node') return buildNode(project)
  return buildNaive(project, kind)
}

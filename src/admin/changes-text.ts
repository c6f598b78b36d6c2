import type { Change } from '../registry/registrar/changes.ts'
import { RELEASE_ID, shortId } from '../release-id.ts'

/** A new event changes everything. */
const SHOWN = 4

/** `name, theme.accent and 12 more`, for a line; of releases and lanes what was and is, too. */
export function changesText(changes: readonly Change[]): string {
  const told = changes.map(changeText)
  if (told.length <= SHOWN) return told.join(', ')
  return `${told.slice(0, SHOWN - 1).join(', ')} and ${told.length - SHOWN + 1} more`
}

function changeText(change: Change): string {
  const { path, from, to } = change
  const name = path.join('.')
  switch (name) {
    case 'release':
      return `release ${idOf(from)} → ${idOf(to)}`
    case 'release.id':
      return `release ${idText(from)} → ${idText(to)}`
    case 'release.previous':
      return `stands by ${idText(from)} → ${idText(to)}`
    case 'release.pinned':
      return to === true ? 'pinned' : 'unpinned'
    case 'lane':
      return `lane ${laneText(from)} → ${laneText(to)}`
    default:
      return path[0] === 'releases' && path.length > 1 ? `release ${idText(path[1])}` : name
  }
}

/** Of what is in force for an event, as its record has it. */
const idOf = (choice: unknown): string =>
  typeof choice === 'object' && choice !== null && 'id' in choice ? idText(choice.id) : 'none'

function idText(id: unknown): string {
  if (typeof id !== 'string') return 'none'
  return RELEASE_ID.test(id) ? shortId(id) : id
}

/** A record says nothing of a lane that is shared. */
const laneText = (lane: unknown): string => (typeof lane === 'string' ? lane : 'shared')

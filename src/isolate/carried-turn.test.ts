import { expect, test } from 'vitest'
import { tenant } from '../../test/support/tenants.ts'
import { turnCarrier, turnReader } from './carried-turn.ts'
import type { GuestTurn } from './protocol.ts'

const fair = tenant('fair')
const turn = (different: Partial<GuestTurn> = {}): GuestTurn => ({
  tenant: fair,
  viewer: null,
  requestId: 'r1',
  origin: 'https://fair.example',
  limits: { deadline: 1_000, pieceDeadline: 100, body: 1_000 },
  around: { offline: true },
  published: null,
  ...different,
})

test('a turn arrives as it was sent, whatever turns there were before', () => {
  const [carry, read] = [turnCarrier(), turnReader()]
  const turns = [
    turn({ origin: '', requestId: '' }),
    turn({ viewer: { kind: 'person', id: 'ada', session: 's' }, published: 7 }),
    turn({ tenant: { ...fair, revision: fair.revision + 1, name: 'Fair, later' } }),
    turn(),
  ]
  for (const sent of turns) expect(read(carry(sent))).toEqual(sent)
})

test('a record is read once, and is the same object as long as it says the same', () => {
  const [carry, read] = [turnCarrier(), turnReader()]
  const first = read(carry(turn()))
  const second = read(carry(turn({ requestId: 'r2' })))
  expect(second.tenant).toBe(first.tenant)
  expect(second.around).toBe(first.around)
  expect(read(carry(turn({ tenant: { ...fair, name: 'Other' } }))).tenant).not.toBe(first.tenant)
})

import { type DirectoryQuestion, searchDirectory } from '../../../src/base/directory/store.ts'
import { match } from '../../../src/base/match.ts'
import { IndexCache } from '../../../src/base/recommendations/index-cache.ts'
import { recommendPeople } from '../../../src/base/recommendations/recommend.ts'
import { TRUSTING } from '../bare-app.ts'
import type { Subject } from '../loop/measure.ts'
import { fair, type Guest } from './fair.ts'

const EVERYBODY: DirectoryQuestion = { text: '', group: null, offers: null, seeks: null, page: 0 }
const WORDS = ['ship', 'muster', 'ada sam', '見本', 'fleet softw', 'المثال', 'procurement', 'zzz']

/** One call after the other, each somebody else's. */
function inTurn(guests: readonly Guest[], call: (guest: Guest, turn: number) => unknown): Subject {
  let turn = 0
  return {
    run() {
      turn += 1
      const guest = guests[turn % guests.length]
      return guest === undefined ? undefined : call(guest, turn)
    },
  }
}

const search = (guests: readonly Guest[], question: (turn: number) => Partial<DirectoryQuestion>) =>
  inTurn(guests, ({ store }, turn) =>
    store.read(searchDirectory, { ...EVERYBODY, ...question(turn) }),
  )

function recommend(guests: readonly Guest[], indexes: IndexCache): Subject {
  const pieces = match.lay(fair, null).bind(TRUSTING)
  return inTurn(guests, ({ store }) => recommendPeople({ tenant: fair, store, pieces }, indexes))
}

/** What pages ask of the store, by way of its client. */
export const storeSubjects: Readonly<Record<string, (guests: readonly Guest[]) => Subject>> = {
  words: (guests) => search(guests, (turn) => ({ text: WORDS[turn % WORDS.length] ?? '' })),
  page: (guests) => search(guests, () => ({})),
  filters: (guests) => search(guests, () => ({ text: 'ship', group: 'visitors', offers: 'data' })),
  // A cache that keeps nobody: everybody is read and indexed anew.
  'recommend cold': (guests) => recommend(guests, new IndexCache(0)),
  'recommend warm': (guests) => recommend(guests, new IndexCache(8_000_000)),
}

import type { StoreFeature } from '../../store/feature.ts'
import { readCards } from './cards.ts'
import { dismiss, restore } from './dismissals.ts'
import { recommendationsPersonal } from './personal.ts'
import { readSnapshot } from './snapshot.ts'

const migrations = [
  [
    `CREATE TABLE recommendations_vetoes (
      person TEXT NOT NULL, other TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (person, other)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX recommendations_vetoes_other ON recommendations_vetoes (other, person)',
  ],
]

export const recommendationsStore: StoreFeature = {
  name: 'recommendations',
  migrations,
  operations: [readSnapshot, readCards, dismiss, restore],
  personal: recommendationsPersonal,
  setUp: 'none',
}

import { describe, expect, test } from 'vitest'
import { EXPORT_KINDS, FAULT_KINDS, SECRET, startFaulty } from '../support/fault-kinds.ts'
import { WHOLE } from '../support/lanes.ts'

// The fault matrix's row for a whole module: the build has found that it has nothing which must not
// fall open, and at run time it does not load. The row for the others is in fault-matrix.test.ts.

const opens = async (key: string) => key === 'fair'
const PATHS = ['/', '/nowhere']

describe.each(['tiny', 'match'] as const)('over the %s base, a module whose import', (base) => {
  test.each([...FAULT_KINDS, ...EXPORT_KINDS])('$name is answered for', async ({ happen }) => {
    const faulty = startFaulty(base, async () => happen(), {}, opens)
    const stands = startFaulty(base, null)
    for (const path of PATHS) {
      const [answer, next] = await Promise.all([faulty.get('fair', path), faulty.get('next', path)])
      expect(answer).toEqual({ ...(await stands.get('fair', path)), degraded: WHOLE })
      expect(next).toEqual(await stands.get('next', path))
    }
    expect(faulty.faults()).toEqual([`fair ${WHOLE}`, `fair ${WHOLE}`])
    expect(faulty.counted('fair')).toEqual([
      { status: 200, degraded: [WHOLE], fault: WHOLE },
      { status: 404, degraded: [WHOLE], fault: WHOLE },
    ])
    expect(faulty.counted('next').flatMap(({ degraded }) => degraded)).toEqual([])
  })
})

test('a module of which it cannot be told whether it may fall open is answered with 503', async () => {
  const broken = async (): Promise<never> => {
    throw new Error(SECRET)
  }
  const faulty = startFaulty('match', broken, {}, broken)
  expect(await faulty.get('fair', '/')).toMatchObject({ status: 503, degraded: null })
  expect(faulty.counted('fair')).toEqual([{ status: 503, degraded: [], fault: WHOLE }])
})

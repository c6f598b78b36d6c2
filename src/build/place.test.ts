import { describe, expect, test } from 'vitest'
import { allPlaces, readCount, readPlace, writePlace } from './place.ts'

describe('the place to build for', () => {
  test.each([
    [undefined, undefined, { kind: 'whole' }],
    ['', '', { kind: 'whole' }],
    [undefined, '0', { kind: 'whole' }],
    [undefined, '4', { kind: 'front', count: 4 }],
    [undefined, 4, { kind: 'front', count: 4 }],
    ['front/2', undefined, { kind: 'front', count: 2 }],
    ['front/0', '4', { kind: 'whole' }],
    ['2/4', undefined, { kind: 'share', share: 2, count: 4 }],
    ['4/4', '8', { kind: 'share', share: 4, count: 4 }],
  ])('USHER_SHARE=%s SHARES=%j', (given, shares, place) => {
    expect(readPlace(given, shares)).toEqual(place)
  })

  test.each(['5/4', '0/4', '2', '2/', 'front', '-1/4', '1/1/1', 'share/2'])(
    'USHER_SHARE=%s is refused with how to write it',
    (given) => expect(() => readPlace(given, undefined)).toThrow('as in 2/4'),
  )

  test.each(['many', '-1', '1.5', '65', true, {}, 'NaN'])('SHARES=%j is refused', (shares) => {
    expect(() => readCount(shares)).toThrow('0 to 64 as SHARES in wrangler.toml')
  })

  test('is read as it was written', () => {
    for (const place of [...allPlaces(0), ...allPlaces(3)]) {
      expect(readPlace(writePlace(place), undefined)).toEqual(place)
    }
  })
})

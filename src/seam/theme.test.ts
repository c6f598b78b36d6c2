import { expect, test } from 'vitest'
import { layTheme } from './theme.ts'

const tokens = {
  accent: { base: '#000000', accepts: /^#[0-9a-f]{6}$/, example: '#123456' },
  radius: { base: '4px', accepts: /^\d+px$/, example: '4px' },
}

const lay = (...layers: Record<string, unknown>[]) => {
  const faults: string[] = []
  const theme = layTheme(tokens, layers, (seam) => faults.push(seam))
  return { theme, faults }
}

test('a later layer goes over an earlier one', () => {
  const { theme } = lay({ accent: '#111111', radius: '8px' }, { accent: '#222222' })
  expect(theme).toEqual({ accent: '#222222', radius: '8px' })
})

test.each<[string, Record<string, unknown>]>([
  ['accent', { accent: 'red;} body{display:none' }],
  ['accent', { accent: 5 }],
  ['wings', { wings: '#111111' }],
  ['constructor', { constructor: '#111111' }],
])('%s: a value that does not fit is left out and told', (name, layer) => {
  expect(lay(layer)).toEqual({
    theme: { accent: '#000000', radius: '4px' },
    faults: [`theme:${name}`],
  })
})

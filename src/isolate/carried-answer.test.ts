import { expect, test } from 'vitest'
import type { IsolateReports } from '../isolate-ports.ts'
import { carried, carry } from './carried-answer.ts'

const NOTHING: IsolateReports = { faults: [], opened: [], logs: [] }
const SERVED = { route: '/größe/:id', own: true, degraded: ['view:a'], fault: null } as const
const never = (): never => {
  throw new Error('There was nothing to report.')
}

test('an answer is its response, and what is said of it', async () => {
  const reports = { ...NOTHING, opened: ['view:日本'] }
  const response = new Response('page', { status: 201, headers: { 'X-Own': 'kept' } })
  const arrived = carried(carry({ ...SERVED, brokenOff: false, response, reports }, never))
  expect(arrived).toMatchObject({ ...SERVED, reports })
  const { response: page } = arrived as { response: Response }
  expect([page.status, page.headers.get('x-own'), await page.text()]).toEqual([201, 'kept', 'page'])
})

test('more than a header holds is reported by itself', () => {
  const reported: IsolateReports[] = []
  const logs = Array.from({ length: 50 }, () => ({ seam: 'console', text: 'x'.repeat(1_000) }))
  const reports = { ...NOTHING, logs }
  const answer = { ...SERVED, brokenOff: false, response: new Response(), reports }
  const arrived = carried(carry(answer, (said) => reported.push(said)))
  expect(reported).toEqual([reports])
  expect(arrived).not.toHaveProperty('reports')
})

test('a release that is not there says so', () => {
  const unloaded = { name: 'Error', message: 'not today – «later»', stack: null }
  expect(carried(carry({ unloaded }, never))).toEqual({ unloaded })
})

test('megabytes are not read', () => {
  const said = (length: number): unknown =>
    carried(
      new Response('', {
        headers: { 'Usher-Said': JSON.stringify({ route: 'x'.repeat(length) }) },
      }),
    )
  expect(said(30_000)).toMatchObject({ route: expect.any(String) })
  expect(said(40_000)).toBeNull()
})

test.each([undefined, '', '{', '7', 'null', '"text"', '[]'])(
  '%j says nothing of an answer',
  (said) => {
    const headers: Record<string, string> = said === undefined ? {} : { 'Usher-Said': said }
    expect(carried(new Response('page', { headers }))).toBeNull()
  },
)

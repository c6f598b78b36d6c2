import type { Explanation } from './explain.ts'

/** An explanation as label and text, for terminal and page alike. */
export function explainRows(told: Explanation, now: number): [label: string, text: string][] {
  const { event, app } = told
  const rows: [string, string][] = [['outcome', told.outcome]]
  if (event !== null) {
    rows.push(['event', `${event.key}, “${event.name}”, revision ${event.revision}`])
    rows.push(['status', statusText(event)])
  }
  rows.push(['registry', freshness(told.readAt, now)])
  if (told.lane !== null) rows.push(['lane', `${told.lane}, release ${told.release}`])
  if (app === null) return rows
  rows.push(['answers', answers(app)])
  for (const [kind, names] of Object.entries(app.seams)) rows.push([kind, names.join(', ')])
  rows.push(...settings(app))
  const degraded = app.givenUp.length === 0 ? 'nothing' : app.givenUp.join(', ')
  rows.push(['given up', degraded])
  rows.push(['if it faults', app.ifItFaults])
  if (app.ifItDoesNotLoad !== null) rows.push(['if it does not load', app.ifItDoesNotLoad])
  return rows
}

function statusText({ status, statusNow, schedule }: NonNullable<Explanation['event']>): string {
  const now = statusNow === status ? status : `${statusNow} by schedule (${status} in the record)`
  const plan = schedule.map(({ at, to }) => `${to} at ${at}`).join(', ')
  return plan === '' ? now : `${now}; schedule: ${plan}`
}

const freshness = (readAt: number | null, now: number): string =>
  readAt === null ? 'read just now' : `in memory, read ${((now - readAt) / 1000).toFixed(1)} s ago`

/** Defaults are told as one: there are many, and they are in the docs. */
function settings({
  settings: all,
}: NonNullable<Explanation['app']>): [label: string, text: string][] {
  if (all === null) return [['settings', 'the event’s store does not answer']]
  const set = all.filter(({ from }) => from !== 'base')
  const rows = set.map(({ name, value, from }): [string, string] => [
    'setting',
    `${name} = ${value}, set by the ${from}`,
  ])
  const rest = all.length - set.length
  return rest === 0 ? rows : [...rows, ['settings', `${rest} as in the base`]]
}

function answers({ layer, allowed }: NonNullable<Explanation['app']>): string {
  if (layer === null) {
    return allowed.length === 0
      ? 'nobody: 404'
      : `nobody for this method: 405, allowed ${allowed.join(', ')}`
  }
  const who = { event: 'the event’s own route', page: 'a page of the event', base: 'the base' }[
    layer.by
  ]
  return `${who}, ${layer.pattern} (${allowed.join(', ')})`
}

import { describe, expect, test } from 'vitest'
import makers from '../../demo/makers-fair/schedule.json?raw'
import maritime from '../../demo/maritime-expo/schedule.xml?raw'
import pycon from '../../demo/pycon-apac/schedule.json?raw'
import { groupByDay } from '../../src/base/agenda/days.ts'
import { importSchedule } from '../../src/base/agenda/import-schedule.ts'
import { sent } from '../../src/base/agenda/sample-schedule.ts'

describe('the demo programmes', () => {
  const days = async (file: string, format: 'json' | 'xml', zone: string) => {
    const result = await importSchedule(sent(file), format, { timeZone: zone })
    if (!result.ok) throw new Error(`${result.error.where}: ${result.error.message}`)
    return groupByDay(result.value.sessions, zone).map(({ date, slots }) => [
      date,
      slots.flatMap(({ sessions }) => sessions).length,
      new Date(slots[0]?.start ?? 0).toISOString(),
    ])
  }

  test('pycon-apac has two days in Manila', async () => {
    expect(await days(pycon, 'json', 'Asia/Manila')).toEqual([
      ['2027-02-26', 15, '2027-02-26T00:00:00.000Z'],
      ['2027-02-27', 14, '2027-02-27T00:30:00.000Z'],
    ])
  })

  test('maritime-expo has two days in Hamburg with the clock change between them', async () => {
    expect(await days(maritime, 'xml', 'Europe/Berlin')).toEqual([
      ['2027-03-27', 11, '2027-03-27T08:00:00.000Z'],
      ['2027-03-28', 10, '2027-03-28T07:00:00.000Z'],
    ])
  })

  test('makers-fair has one day in Los Angeles', async () => {
    expect(await days(makers, 'json', 'America/Los_Angeles')).toEqual([
      ['2027-06-12', 17, '2027-06-12T16:00:00.000Z'],
    ])
  })
})

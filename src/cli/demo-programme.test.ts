import { expect, test } from 'vitest'
import { importSchedule } from '../base/agenda/import-schedule.ts'
import { sent } from '../base/agenda/sample-schedule.ts'
import { programmeFile } from './demo-programme.ts'

const PROGRAMME = `
2027-03-28
09:00 45 Hall A | Water | Opening | Ada Sample, Ben Probe
14:30 90 Hall B | | 開会 |
`

test('a programme in lines is a schedule that can be imported', async () => {
  const file = sent(programmeFile(PROGRAMME))
  const read = await importSchedule(file, 'json', { timeZone: 'Europe/Berlin' })
  expect(read.ok && read.value.rooms).toEqual(['Hall A', 'Hall B'])
  expect(read.ok && read.value.sessions).toMatchObject([
    {
      title: 'Opening',
      start: Date.parse('2027-03-28T07:00:00Z'),
      duration: 45,
      track: 'Water',
      speakers: [{ name: 'Ada Sample' }, { name: 'Ben Probe' }],
    },
    { title: '開会', start: Date.parse('2027-03-28T12:30:00Z'), track: null, speakers: [] },
  ])
})

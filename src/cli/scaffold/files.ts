import type { Answers } from './answers.ts'
import { scheduleFile, tenantFile } from './demo-files.ts'
import { eventSource } from './event-source.ts'
import { peopleFile } from './people-file.ts'
import { testSource } from './test-source.ts'

/** A new event's folders, with the text of each file. */
export const scaffold = (key: string, answers: Answers): ScaffoldFolder[] => [
  {
    path: `events/${key}`,
    files: [
      ['event.tsx', eventSource(key, answers)],
      ['event.test.ts', testSource(answers)],
    ],
  },
  {
    path: `demo/${key}`,
    files: [
      ['tenant.json', tenantFile(answers)],
      ['schedule.json', scheduleFile(answers)],
      ['people.json', peopleFile(answers)],
    ],
  },
]

export interface ScaffoldFolder {
  readonly path: string
  readonly files: readonly (readonly [name: string, text: string])[]
}

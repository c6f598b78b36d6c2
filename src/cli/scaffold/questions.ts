import type { Readable, Writable } from 'node:stream'
import { cancel, intro, isCancel, log, multiselect, text } from '@clack/prompts'
import { err, ok, type Result } from '../../contract.ts'
import { defaultAnswers, type Given } from './answers.ts'
import { type Piece, PIECES } from './pieces.ts'
import * as read from './read-answer.ts'

/** What each example is, at the question. */
const HINTS: { readonly [P in Piece]: string } = {
  messages: 'texts of the base in your own words',
  theme: 'your colour, your corners',
  view: 'a section of yours on the home page',
  page: 'an extra page, also in the menu',
  route: 'an address that answers with data',
  guard: 'what has to be done before meetings',
  rule: 'who may ask whom for a meeting',
}

/** Ctrl-C or Escape at a question. */
const LEFT = err('left' as const)
type Asked<T> = Result<T, 'left'>

/** Where people are asked. */
export interface Terminal {
  readonly input: Readable
  readonly output: Writable
}

/** Asks for the key until it is one. */
export async function askKey(
  terminal: Terminal,
  refuseTaken: (key: string) => string | null,
): Promise<Asked<string>> {
  return ask(terminal, 'Event key: its name on the web, and its folder', '', (typed) => {
    const key = read.eventKey(typed)
    return key.ok ? refuseTaken(key.value) : key.error
  })
}

/** Asks for everything that is not given, each answer until it is right. */
export async function askAnswers(
  terminal: Terminal,
  key: string,
  given: Given,
  now: Date,
): Promise<Asked<Given>> {
  intro(`New event: ${key}`, terminal)
  const answers: { -readonly [Field in keyof Given]: Given[Field] } = { ...given }
  for (const { field, question, check } of QUESTIONS) {
    if (answers[field] !== undefined) continue
    const answer = await ask(
      terminal,
      question,
      defaultAnswers(key, answers, now)[field],
      (typed) => {
        const outcome = check(typed, answers)
        return outcome.ok ? null : outcome.error
      },
    )
    if (!answer.ok) return answer
    answers[field] = answer.value
  }
  const color = read.accent(answers.accent ?? '')
  const note = color.ok ? read.accentNote(color.value) : null
  if (note !== null) log.info(note, terminal)
  return answers.with === undefined ? askPieces(terminal, key, answers, now) : ok(answers)
}

interface Question {
  readonly field: Exclude<keyof Given, 'with'>
  readonly question: string
  readonly check: (typed: string, before: Given) => Result<unknown, string>
}

const QUESTIONS: readonly Question[] = [
  { field: 'name', question: 'Name', check: read.name },
  { field: 'place', question: 'Place, in one line (may stay empty)', check: read.place },
  { field: 'starts', question: 'First day', check: read.day },
  {
    field: 'ends',
    question: 'Last day',
    check: (typed, { starts = '' }) => read.lastDay(typed, starts),
  },
  { field: 'timeZone', question: 'Time zone of the place', check: read.timeZone },
  { field: 'locales', question: 'Languages, the first is the default', check: read.locales },
  { field: 'accent', question: 'Colour', check: read.accent },
]

async function askPieces(
  terminal: Terminal,
  key: string,
  answers: Given,
  now: Date,
): Promise<Asked<Given>> {
  const initial = read.pieces(defaultAnswers(key, answers, now).with)
  const chosen = await multiselect({
    ...terminal,
    message: 'Examples to begin with',
    options: PIECES.map((value) => ({ value, label: value, hint: HINTS[value] })),
    initialValues: initial.ok ? [...initial.value] : [],
    required: true,
  })
  if (isCancel(chosen)) return leave(terminal)
  return ok({ ...answers, with: chosen.join(',') })
}

/** @param refuse why what was typed cannot be taken; null when it can */
async function ask(
  terminal: Terminal,
  message: string,
  initial: string,
  refuse: (typed: string) => string | null,
): Promise<Asked<string>> {
  const typed = await text({
    ...terminal,
    message,
    placeholder: initial,
    defaultValue: initial,
    validate: (value = '') => refuse(value === '' ? initial : value) ?? undefined,
  })
  return isCancel(typed) ? leave(terminal) : ok(typed)
}

function leave(terminal: Terminal): typeof LEFT {
  cancel('Nothing was written.', terminal)
  return LEFT
}

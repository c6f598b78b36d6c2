/** Answers one thing: as JSON for programs, in words for people. */
export function say(json: boolean | undefined, told: unknown, words: () => string): void {
  console.log(json === true ? JSON.stringify(told, null, 2) : words())
}

/** Answers many things: a line of JSON each for programs, a table for people. */
export function sayAll<T>(
  json: boolean | undefined,
  all: readonly T[],
  words: (all: readonly T[]) => string,
): void {
  if (json !== true) return console.log(words(all))
  for (const one of all) console.log(JSON.stringify(one))
}

/** Beside the answer, for people: it is not in the way of who reads the answer. */
export const note = (text: string): void => console.error(text)

/** `2027-03-27 09:00:05 UTC` */
export const moment = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`

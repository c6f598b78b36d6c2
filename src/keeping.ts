/**
 * A pure function that is dear, with what it answered kept, by its arguments.
 *
 * @param size answers that are kept, at most; with one more all of them are forgotten
 */
export function keeping<Args extends readonly (string | number)[], Answer>(
  size: number,
  work: (...args: Args) => Answer,
): (...args: Args) => Answer {
  const kept = new Map<string, { readonly answer: Answer }>()
  return (...args) => {
    const id = args.join('\n')
    const known = kept.get(id)
    if (known !== undefined) return known.answer
    const answer = work(...args)
    if (kept.size >= size) kept.clear()
    kept.set(id, { answer })
    return answer
  }
}

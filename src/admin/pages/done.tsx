import { SEEN_AFTER } from '../registry-time.ts'

/** What was done just now, by the word that the address has for it. */
const DONE: ReadonlyMap<string, string> = new Map([
  ['created', 'It is made, as a draft: only a preview link opens it.'],
  ['cloned', 'It is made after the other one, as a draft: only a preview link opens it.'],
  ['saved', 'It is saved.'],
  ['hosts', 'Its hosts are changed.'],
  ['looked', 'DNS was looked at.'],
  ['vouched', 'It is served without proof.'],
  ['schedule', 'Its schedule is changed.'],
  ['rolled-back', 'The old content is in force again, as a new revision.'],
  ['launch', 'It is live.'],
  ['freeze', 'It is frozen.'],
  ['thaw', 'It is live again.'],
  ['archive', 'It is archived.'],
  ['reopen', 'It is live again.'],
  ['suspend', 'It is suspended. Its data is refused from now on.'],
  ['resume', 'It is back where it was.'],
  ['promoted', `It is in force. Everybody has it after ${SEEN_AFTER}.`],
  ['back', `The release before it is in force again. Everybody has it after ${SEEN_AFTER}.`],
  ['pinned', 'It is pinned: nothing is promoted until it is let go.'],
  ['unpinned', 'It is let go: releases can be promoted.'],
  ['isolated', 'It is served from its release, in an isolate of its own.'],
  ['shared', 'It is served from what is deployed, beside other events.'],
  ['pruned', 'Old releases are thrown away, and what nobody needed but they.'],
  ['removed', 'It is removed.'],
])

export const doneText = (word: string | undefined): string | null => DONE.get(word ?? '') ?? null

/** Says so at the top of a page; nothing for null. */
export const DoneNotice = ({ text }: { readonly text: string | null }) =>
  text === null ? null : (
    <p class="good" role="status">
      {text}
    </p>
  )

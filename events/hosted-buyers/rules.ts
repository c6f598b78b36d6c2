import { ALLOW, type CancelRuleFacts, type RequestRuleFacts } from 'usher/kit'

const HOSTED = 'hosted-buyers'
const DAY = 24 * 60 * 60_000

const same = (a: string, b: string): boolean =>
  a.trim().toLowerCase() === b.trim().toLowerCase() && a.trim() !== ''

/** Hosted buyers choose whom they meet, and colleagues meet at home. */
export const requestRule = ({ from, to }: RequestRuleFacts) => {
  if (to.group === HOSTED)
    return {
      refuse:
        'Hosted buyers choose whom they meet. Show yourself in the directory: they look there.',
    }
  if (same(from.organisation, to.organisation))
    return { refuse: 'You both work for the same company.' }
  return ALLOW
}

/** Buyers flew in for it: on the last day before, a meeting stands. */
export const cancelRule = ({ meeting, now }: CancelRuleFacts) =>
  meeting.start - now < DAY
    ? { refuse: 'It begins in less than 24 hours. The desk helps: ring +00 555 0100.' }
    : ALLOW

import type { Work } from '../../contract.ts'
import type { Slot } from '../meetings/slots.ts'

/** The topic of mails in the outbox. */
export const MAILS = 'mails'

/** The kinds of mail that can be stopped one by one. */
export const MAIL_KINDS = ['requests', 'answers', 'changes', 'reminders'] as const
export type MailKind = (typeof MAIL_KINDS)[number]

/** Which mail something that happened to a meeting is worth; what is not here is worth none. */
const KIND_OF = {
  request: 'requests',
  accept: 'answers',
  decline: 'answers',
  expire: 'answers',
  propose: 'changes',
  move: 'changes',
  'accept-proposal': 'changes',
  'decline-proposal': 'changes',
  cancel: 'changes',
  clash: 'changes',
  withdraw: 'changes',
  remind: 'reminders',
} as const satisfies Record<string, MailKind>

export type MailAction = keyof typeof KIND_OF

export const kindOf = (action: MailAction): MailKind => KIND_OF[action]

/** Something that happened to a meeting, or is about to. */
export interface MeetingNews {
  readonly meeting: string
  /** The id of who did it; `system` for nobody in person. */
  readonly actor: string
  /** An action of meetings, or `remind`. */
  readonly action: string
  readonly requester: string
  readonly invitee: string
  /** Of a proposal the time proposed; null for any time. */
  readonly time: Slot | null
  /** The place's id. */
  readonly place: string | null
}

/** One mail that is to be written: who is meant, not where they are reached. */
export interface MeetingMail extends Pick<MeetingNews, 'meeting' | 'time' | 'place'> {
  readonly action: MailAction
  readonly to: string
  readonly other: string
}

/** To whom news is told: to those of the two who did not make it. One mail each, so that one can fail. */
export function mailsAbout({ meeting, actor, action, time, place, ...pair }: MeetingNews): Work[] {
  if (!isMailAction(action)) return []
  return [pair.requester, pair.invitee]
    .filter((person) => person !== actor)
    .map((to) => {
      const other = to === pair.requester ? pair.invitee : pair.requester
      const body: MeetingMail = { meeting, action, to, other, time, place }
      return { topic: MAILS, subject: `${meeting} ${to}`, body }
    })
}

const isMailAction = (action: string): action is MailAction => Object.hasOwn(KIND_OF, action)

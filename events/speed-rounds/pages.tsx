import type { PageProps } from 'usher/kit'
import type { Guest } from './people.ts'
import { CLOSES, PLAN } from './plan.ts'
import { currentOf, type Round, seatOf } from './rounds.ts'

interface HomeProps extends PageProps {
  /** Whether the visitor takes part; null for somebody who is not signed in. */
  readonly joined: boolean | null
  readonly open: boolean
  /** How many take part, as far as the visitor may know. */
  readonly count: number | null
}

/** What it is, and the one button. */
export const Home = ({ page, joined, open, count }: HomeProps) => {
  const { name, place } = page.tenant
  const { formats } = page
  return (
    <div class="hero sr-hero">
      <div class="wrap">
        <p class="sr-rings" aria-hidden="true">
          <span />
          <span />
        </p>
        <h1>{name}</h1>
        <p class="lead">
          <strong>
            {formats.day(page.tenant.starts)}, {formats.time(PLAN.starts)}, {place}
          </strong>
        </p>
        <p>
          {PLAN.rounds} rounds of six minutes. A bell rings, and everybody moves on. Nobody asks,
          nobody is turned down.
        </p>
        <Join joined={joined} open={open} />
        {count !== null && count > 0 && <p>{count === 1 ? 'One is in.' : `${count} are in.`}</p>}
        <p>
          The list closes at {formats.time(CLOSES)} ({formats.zone(CLOSES)}).
        </p>
      </div>
    </div>
  )
}

const Join = ({ joined, open }: Pick<HomeProps, 'joined' | 'open'>) => {
  if (joined === null) {
    return (
      <a class="button" href="/sign-in?next=%2F">
        Sign in to join
      </a>
    )
  }
  if (!open)
    return <p class="sr-note">{joined ? 'You are in. Find your seat.' : 'The list is closed.'}</p>
  return (
    <form method="post" action={joined ? '/leave' : '/join'}>
      <button class="button">{joined ? 'Take me off the list' : 'Put me on the list'}</button>
    </form>
  )
}

interface RoundsProps extends PageProps {
  readonly rounds: readonly Round[]
  readonly guests: ReadonlyMap<string, Guest>
  readonly me: string
}

/** Round by round, where I sit and with whom. */
export const Rounds = ({ page, rounds, guests, me }: RoundsProps) => {
  const current = currentOf(rounds, PLAN.length, page.now)
  return (
    <>
      <Head title="My rounds" lead="This page looks for news by itself." />
      <div class="wrap">
        {rounds.length === 0 && (
          <div class="empty">
            <p>You are not on the list, or nobody else is yet.</p>
            <p class="actions">
              <a class="button" href="/">
                To the list
              </a>
            </p>
          </div>
        )}
        <ol class="sr-rounds">
          {rounds.map((round) => {
            const table = seatOf(round, me)
            const partner = guests.get(table?.people.find((id) => id !== me) ?? '')
            return (
              <li class={round === current ? 'sr-now' : undefined}>
                <time datetime={new Date(round.starts).toISOString()}>
                  {page.formats.time(round.starts)}
                </time>
                <Partner partner={partner} />
                <b>{partner === undefined ? '' : table?.number}</b>
              </li>
            )
          })}
        </ol>
      </div>
    </>
  )
}

const Partner = ({ partner }: { readonly partner: Guest | undefined }) =>
  partner === undefined ? (
    <p>A break. Get something to drink.</p>
  ) : (
    <p>
      <strong dir="auto">{partner.name}</strong>
      <span dir="auto">{[partner.role, partner.organisation].filter(Boolean).join(', ')}</span>
    </p>
  )

/** For the screen in the hall: this round, table by table. */
export const Board = ({ page, rounds, guests }: Omit<RoundsProps, 'me'>) => {
  const round = currentOf(rounds, PLAN.length, page.now)
  if (round === undefined)
    return <Head title="Board" lead="There are no rounds, or they are over." />
  const name = (id: string | undefined): string => guests.get(id ?? '')?.name ?? 'break'
  return (
    <>
      <Head
        title={`Round ${round.number}`}
        lead={page.formats.span(round.starts, round.starts + PLAN.length)}
      />
      <div class="wrap">
        <ul class="sr-board">
          {round.tables.map(({ number, people: [one, other] }) => (
            <li>
              <b>{number}</b>
              <span dir="auto">{name(one)}</span>
              <span dir="auto">{name(other)}</span>
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}

const Head = ({ title, lead }: { readonly title: string; readonly lead: string }) => (
  <div class="head">
    <div class="wrap">
      <h1>{title}</h1>
      <p>{lead}</p>
    </div>
  </div>
)

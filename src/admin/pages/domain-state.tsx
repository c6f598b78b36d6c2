import type { Child } from 'hono/jsx'
import type { Domain } from '../../registry/registrar/domain-calls.ts'
import { Moment } from './moments.tsx'

interface Props {
  readonly domain: Domain
  readonly now: number
}

/** Whether a host is proven, and what to do where it is not. */
export const DomainState = ({ domain, now }: Props) => (
  <>
    <Standing domain={domain} now={now} />
    <Looked domain={domain} now={now} />
    {(domain.state === 'pending' || domain.state === 'lost') && <Record domain={domain} />}
  </>
)

const Standing = ({ domain, now }: Props): Child => {
  const { state, since, until, vouched } = domain
  switch (state) {
    case 'pending':
      return <strong class="wait">not proven: it is not served</strong>
    case 'verified':
      return (
        <>
          proven, <Moment at={since} now={now} />
        </>
      )
    case 'lost':
      return (
        <strong class="wait">
          the proof is gone, <Moment at={since} now={now} />
          {until !== null && (
            <>
              ; served on until <Moment at={until} now={now} />
            </>
          )}
        </strong>
      )
    case 'vouched':
      return (
        <>
          vouched for by {vouched?.actor ?? 'nobody known'}: {vouched?.reason}
        </>
      )
  }
}

const FOUND = {
  proof: 'the record is there',
  nothing: 'there is no such record',
  other: 'there is another event’s or host’s record',
  'no-answer': 'DNS did not answer',
} as const

const Looked = ({ domain: { checked, found, next }, now }: Props) =>
  checked === null || found === null ? null : (
    <span class="soft">
      {' '}
      Looked <Moment at={checked} now={now} />: {FOUND[found]}.
      {next !== null && (
        <>
          {' '}
          Again <Moment at={next} now={now} />.
        </>
      )}
    </span>
  )

const Record = ({ domain: { name, value } }: Pick<Props, 'domain'>) => (
  <p class="hint">
    Have this written into DNS: <code>{name}</code> TXT <code>{value}</code>
  </p>
)

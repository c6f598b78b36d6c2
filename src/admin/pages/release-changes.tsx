import type { Child } from 'hono/jsx'
import type {
  ModuleChange,
  PieceChange,
  TextChange,
  VersionChange,
} from '../../isolate/diff-releases.ts'

/** Texts shown; an event's first release with all its languages has more than anybody reads here. */
const MOST_TEXTS = 100

interface CodeProps {
  readonly modules: readonly ModuleChange[]
}

const PARTS = { event: 'the event’s own', base: 'the shared base', start: 'where it begins' }

/** Modules that are other ones, the event's own first. */
export const CodeTable = ({ modules }: CodeProps) => {
  const sorted = (['event', 'base', 'start'] as const).flatMap((part) =>
    modules.filter((one) => one.part === part),
  )
  return (
    <Differing title="Code" columns={['Module', 'Whose']} count={modules.length}>
      {sorted.map(({ name, part, from, to }) => (
        <Row
          head={<code>{name.slice(name.indexOf('/') + 1)}</code>}
          from={sizeOf(from)}
          to={sizeOf(to)}
        >
          <td data-label="Whose">{PARTS[part]}</td>
        </Row>
      ))}
    </Differing>
  )
}

/** To the byte: small changes are what is looked for. */
const sizeOf = (bytes: number | null): string | null =>
  bytes === null ? null : `${bytes.toLocaleString('en')} bytes`

/** What the event overrides otherwise than before; code behind a name that stays is the modules'. */
export const PiecesTable = ({ pieces }: { readonly pieces: readonly PieceChange[] }) => (
  <Differing title="Overrides" columns={['Piece', 'Seam']} count={pieces.length}>
    {pieces.map(({ seam, name, change, from, to }) => (
      <Row
        head={name}
        from={change === 'added' ? null : (from ?? 'overridden')}
        to={change === 'removed' ? null : (to ?? 'overridden')}
      >
        <td data-label="Seam">{seam}</td>
      </Row>
    ))}
  </Differing>
)

export const TextsTable = ({ texts }: { readonly texts: readonly TextChange[] }) => (
  <>
    <Differing title="Texts of the event" columns={['Text', 'Language']} count={texts.length}>
      {texts.slice(0, MOST_TEXTS).map(({ locale, key, from, to }) => (
        <Row head={key} from={from} to={to} lang={locale}>
          <td data-label="Language">{locale}</td>
        </Row>
      ))}
    </Differing>
    {texts.length > MOST_TEXTS && (
      <p class="soft">{texts.length - MOST_TEXTS} more: the command below lists all.</p>
    )}
  </>
)

export const VersionsTable = ({ versions }: { readonly versions: readonly VersionChange[] }) => (
  <Differing title="Built of" columns={['What']} count={versions.length}>
    {versions.map(({ of, from, to }) => (
      <Row head={of} from={from} to={to} />
    ))}
  </Differing>
)

interface DifferingProps {
  readonly title: string
  readonly columns: readonly string[]
  readonly count: number
  readonly children?: Child
}

const Differing = ({ title, columns, count, children }: DifferingProps) =>
  count === 0 ? null : (
    <>
      <h3>
        {title} <span class="soft">({count})</span>
      </h3>
      <table class="cards">
        <caption class="unseen">{title}</caption>
        <thead>
          <tr>
            {[...columns, 'Before', 'After'].map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </>
  )

interface RowProps {
  readonly head: Child
  /** null where there is none. */
  readonly from: string | null
  readonly to: string | null
  /** Of what was and is. */
  readonly lang?: string
  readonly children?: Child
}

const Row = ({ head, from, to, lang, children }: RowProps) => (
  <tr>
    <th scope="row">{head}</th>
    {children}
    <td data-label="Before">
      {from === null ? <None /> : <Said as="del" text={from} lang={lang} />}
    </td>
    <td data-label="After">{to === null ? <None /> : <Said as="ins" text={to} lang={lang} />}</td>
  </tr>
)

const None = () => <span class="soft">none</span>

interface SaidProps {
  readonly as: 'del' | 'ins'
  readonly text: string
  readonly lang: string | undefined
}

/** In its own direction: Arabic between English words would run together with them. */
const Said = ({ as: Tag, text, lang }: SaidProps) => (
  <Tag>
    <bdi lang={lang}>{text === '' ? '“”' : text}</bdi>
  </Tag>
)

import type { Change } from '../../registry/registrar/changes.ts'

interface Props {
  readonly changes: readonly Change[]
  /** What the table is about, for those who do not see where it stands. */
  readonly caption: string
}

/** Field by field, what was and what is. */
export const ChangesTable = ({ changes, caption }: Props) =>
  changes.length === 0 ? (
    <p class="soft">Nothing differs.</p>
  ) : (
    <div class="scroll" tabindex={0} role="region" aria-label={caption}>
      <table class="changes">
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr>
              <th scope="row">{change.path.join('.')}</th>
              <td>{'from' in change ? <del>{valueText(change.from)}</del> : <Nothing />}</td>
              <td>{'to' in change ? <ins>{valueText(change.to)}</ins> : <Nothing />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )

const Nothing = () => <span class="soft">nothing</span>

/** A value of a record as it is read by people. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value === '' ? '“”' : value
  if (value === null || value === undefined) return 'none'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(itemText).join(', ')
  return itemText(value)
}

const itemText = (item: unknown): string => (typeof item === 'string' ? item : JSON.stringify(item))

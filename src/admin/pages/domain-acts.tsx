import type { Domain } from '../../registry/registrar/domain-calls.ts'
import { hasRole } from '../access/actor.ts'
import { Form, TextField } from './fields.tsx'
import type { Visit } from './page.ts'
import { newOnce } from './sent.ts'

interface Props {
  readonly visit: Visit
  readonly domain: Domain
}

/** Looking for the proof of a host now, and doing without one. */
export const DomainActs = ({ visit, domain: { host, state } }: Props) => (
  <>
    <Form once={newOnce()} revision={null}>
      <input type="hidden" name="host" value={host} />
      <button class="plain" name="act" value="check">
        Look for the proof<span class="unseen"> of {host}</span>
      </button>
    </Form>
    {(state === 'pending' || state === 'lost') && hasRole(visit.turn.actor, 'owner') && (
      <details>
        <summary>
          Vouch for it<span class="unseen">, {host}</span>
        </summary>
        <Form once={newOnce()} revision={null}>
          <p>It is served without proof. Why is kept in the audit log.</p>
          <input type="hidden" name="host" value={host} />
          <TextField name="reason" id={`why-${host}`} label="Why" value="" issues={[]} required />
          <button name="act" value="vouch">
            Serve it without proof<span class="unseen">, {host}</span>
          </button>
        </Form>
      </details>
    )}
  </>
)

import { Hono } from 'hono'
import { newSession, setSession } from '../base/sign-in/session.ts'
import { openSession } from '../base/sign-in/store.ts'
import { SYSTEM, type Tenant } from '../contract.ts'
import { hostKey } from '../registry/kv-directory.ts'
import { parseTenant } from '../registry/tenant.ts'
import { openStore, type WorkerEnv } from '../wire.ts'

/** Where development signs people in with one click, on the event's own host. */
export const PERSONAS_PATH = '/__dev/as/'

/** Signs in as somebody on the list, without a mail. Production builds none of this. */
export const personas = new Hono<{ Bindings: WorkerEnv }>().get(
  `${PERSONAS_PATH}:email`,
  async (c) => {
    const tenant = await tenantOn(new URL(c.req.url).hostname, c.env)
    if (tenant === null) return c.text('No event is registered on this host.', 404)
    const { secret, ...session } = await newSession()
    const asked = { email: c.req.param('email'), session }
    const opened = await openStore(c.env, tenant, SYSTEM).write(
      openSession,
      asked,
      crypto.randomUUID(),
    )
    if (!opened.ok) return c.text(nobody(tenant), 404)
    setSession(c, secret)
    return c.redirect('/', 303)
  },
)

const nobody = ({ key }: Tenant): string =>
  `Nobody on the list of this event has that address. Its people come from demo/${key}/people.json: ` +
  'write one (docs/authors.md, "Your event’s data while you develop"), or see who is in it.'

async function tenantOn(hostname: string, env: WorkerEnv): Promise<Tenant | null> {
  const record = await env.TENANTS.get(hostKey(hostname))
  const tenant = record === null ? null : parseTenant(JSON.parse(record))
  return tenant?.ok === true ? tenant.value : null
}

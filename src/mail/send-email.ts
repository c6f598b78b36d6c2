import type { Mail, Tenant } from '../contract.ts'

/** The platform's mail binding as the post of every event: one address, the event's own name on it. */
export function createSendEmail(
  binding: SendEmail | undefined,
  address: string | undefined,
): (sender: Pick<Tenant, 'name'>) => Mail {
  return ({ name }) => ({
    async send({ to, subject, text, headers }) {
      if (binding === undefined || address === undefined || address === '') {
        throw new Error('Mails need the binding MAIL and the variable MAIL_FROM (wrangler.toml).')
      }
      const from = { email: address, name }
      await binding.send({ to, from, subject, text, ...(headers === undefined ? {} : { headers }) })
    },
  })
}

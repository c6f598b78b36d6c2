/** The variables and the secret that say whom alerts reach. */
export interface AlertEnv {
  /** Where alerts are posted to, https. */
  readonly ALERT_WEBHOOK?: string
  /** Signs them (Standard Webhooks): `whsec_` and base64. A secret. */
  readonly ALERT_SECRET?: string
  /** The address that they are mailed to. */
  readonly ALERT_MAIL?: string
}

/** Ways to the operator; null for one that is not set up. */
export interface Channels {
  readonly webhook: { readonly url: string; readonly secret: string } | null
  readonly mail: string | null
  /** What is set up in a way that cannot work, with the repair. */
  readonly problem: string | null
}

export function readChannels({
  ALERT_WEBHOOK: url = '',
  ALERT_SECRET: secret = '',
  ALERT_MAIL: mail = '',
}: AlertEnv): Channels {
  const problem = url === '' ? null : problemOf(url, secret)
  return {
    webhook: url === '' || problem !== null ? null : { url, secret },
    mail: mail === '' ? null : mail,
    problem,
  }
}

function problemOf(url: string, secret: string): string | null {
  if (URL.parse(url)?.protocol !== 'https:') return 'ALERT_WEBHOOK is no https address.'
  return /^(whsec_)?[A-Za-z0-9+/]+={0,2}$/.test(secret)
    ? null
    : 'ALERT_WEBHOOK needs the secret ALERT_SECRET: "whsec_" and base64.'
}

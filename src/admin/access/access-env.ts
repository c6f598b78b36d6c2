/** The variables and the secret that say who may use the admin host. */
export interface AccessEnv {
  /** The token for the day that nothing else works. A secret. */
  readonly ADMIN_TOKEN?: string
  /** Where the team's Cloudflare Access is, `https://team.cloudflareaccess.com`. */
  readonly ACCESS_TEAM?: string
  /** The "AUD tag" of the Access application that guards the admin host. */
  readonly ACCESS_AUD?: string
  /** Whom Access lets in as an owner, and as an operator; everybody else may look. */
  readonly ADMIN_OWNERS?: string
  readonly ADMIN_OPERATORS?: string
}

/** Whether anybody at all could be let in: without it the admin host is nobody's host. */
export const hasAdminHost = ({ ADMIN_TOKEN, ...env }: AccessEnv): boolean =>
  (ADMIN_TOKEN ?? '') !== '' || hasAccess(env)

/** Whether Cloudflare Access guards it. */
export const hasAccess = ({ ACCESS_TEAM = '', ACCESS_AUD = '' }: AccessEnv): boolean =>
  ACCESS_TEAM !== '' && ACCESS_AUD !== ''

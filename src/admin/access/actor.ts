/** What somebody may do on the admin host; each role may do what those before it may. */
export const ROLES = ['viewer', 'operator', 'owner'] as const
export type Role = (typeof ROLES)[number]

/** Who acts on the admin host, decided before anything is read or changed. */
export interface Actor {
  /** For the audit log: an address, a token's name. */
  readonly name: string
  readonly role: Role
  /** Keys of the events this one may see and change. */
  readonly events: 'all' | readonly string[]
  /** What showed who it is. */
  readonly by: 'access' | 'token' | 'break-glass' | 'local'
}

/** Whether somebody's role is `role` or a higher one. */
export const hasRole = (actor: Actor, role: Role): boolean =>
  ROLES.indexOf(actor.role) >= ROLES.indexOf(role)

/** Whether an event is among those somebody may see and change. */
export const mayTouch = ({ events }: Actor, event: string): boolean =>
  events === 'all' || events.includes(event)

import type { Authorship } from './tenant-calls.ts'

export type Role = 'viewer' | 'operator' | 'owner'

/** A token for the API; the token itself is nowhere. */
export interface ApiToken {
  readonly id: string
  readonly label: string
  readonly role: Role
  /** Keys of the events it is for; null for all. */
  readonly events: readonly string[] | null
  readonly created: number
  readonly createdBy: string
  /** null for one that does not expire. */
  readonly expires: number | null
  readonly revoked: number | null
  /** To the minute; null before it was used. */
  readonly used: number | null
}

export interface TokenDraft {
  /** SHA-256 of the token, made where the token is made. */
  readonly hash: string
  readonly label: string
  readonly role: Role
  readonly events: readonly string[] | null
  readonly expires: number | null
}

/** A secret of an event, by name. */
export interface SecretEntry {
  readonly name: string
  /** Names the master key that it is sealed with. */
  readonly sealKey: string
  readonly set: number
  readonly setBy: string
}

export interface CredentialCalls {
  'tokens.create': {
    readonly input: { readonly by: Authorship; readonly token: TokenDraft }
    readonly answer: ApiToken
  }
  /** Newest first, revoked and expired ones too. */
  'tokens.list': {
    readonly input: object
    readonly answer: { readonly tokens: readonly ApiToken[] }
  }
  /** At once; one that is revoked stays in the list. */
  'tokens.revoke': {
    readonly input: { readonly by: Authorship; readonly id: string }
    readonly answer: ApiToken
  }
  /** The token with this hash, and notes that it was used; null when none may be used any more. */
  'tokens.find': {
    readonly input: { readonly hash: string }
    readonly answer: ApiToken | null
  }
  /** `sealed` is opaque here and shown to nobody but by `secrets.get`. Sets or replaces. */
  'secrets.set': {
    readonly input: {
      readonly by: Authorship
      readonly key: string
      readonly name: string
      readonly sealed: string
      readonly sealKey: string
    }
    readonly answer: SecretEntry
  }
  'secrets.list': {
    readonly input: { readonly key: string }
    readonly answer: { readonly secrets: readonly SecretEntry[] }
  }
  'secrets.remove': {
    readonly input: { readonly by: Authorship; readonly key: string; readonly name: string }
    readonly answer: null
  }
  /** For the event's own calls to other systems. */
  'secrets.get': {
    readonly input: { readonly key: string; readonly name: string }
    readonly answer: { readonly sealed: string; readonly sealKey: string }
  }
  /** Of all events, those that another master key sealed: what a rotation has left to do. */
  'secrets.sealed-otherwise': {
    readonly input: { readonly sealKey: string; readonly limit?: number }
    readonly answer: {
      readonly secrets: readonly {
        readonly key: string
        readonly name: string
        readonly sealed: string
        readonly sealKey: string
      }[]
    }
  }
}

import type { FieldValue } from '../fields/field.ts'

/** Somebody on an event's list, as organisers import them. */
export interface PersonRecord {
  /** The organiser's own id: importing the same again changes that person. */
  readonly externalId: string
  /** Where sign-in links go; one person an address. */
  readonly email: string
  readonly name: string
  readonly organisation: string
  readonly role: string
  readonly bio: string
  /** Id of one of the event's groups. */
  readonly group: string
  /** BCP 47 tag in which they are written to; null for the event's first. */
  readonly locale: string | null
  /** Ids of the event's tags. */
  readonly offers: readonly string[]
  readonly seeks: readonly string[]
  /** In their own words, beside the tags; '' for none. */
  readonly offersText: string
  readonly seeksText: string
  /** Whether others find them in the directory. */
  readonly listed: boolean
  /** Shown only to those who have met or scanned them. */
  readonly phone: string
  /** The event's own fields by name; null takes a value away, what is left out stays as it is. */
  readonly fields?: Readonly<Record<string, FieldValue | null>>
}

/** A person as everybody who may see them sees them. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly organisation: string
  readonly role: string
  readonly bio: string
  readonly group: string
  readonly offers: readonly string[]
  readonly seeks: readonly string[]
  readonly offersText: string
  readonly seeksText: string
}

/** A group of people: `buyers`, `exhibitors`. */
export interface Group {
  readonly id: string
  readonly label: string
}

/** A word of the event's list that people offer or look for. */
export interface Tag {
  readonly id: string
  readonly label: string
}

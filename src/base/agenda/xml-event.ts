import { quoted } from './import-error.ts'
import type { EventField, RawDay, RawEvent, RawPerson } from './raw-event.ts'

type Attributes = Readonly<Record<string, string>>

/** An `<event>` as far as it has been read. */
export class XmlEvent implements RawEvent {
  readonly #line: number
  readonly #lines = new Map<EventField, number>()
  readonly name: string
  readonly guid: string | undefined
  readonly id: string | undefined
  readonly fields: Partial<Record<EventField, string>> = {}
  readonly persons: RawPerson[] = []
  readonly day: RawDay
  readonly listedRoom: string

  constructor(attributes: Attributes, line: number, day: RawDay, listedRoom: string) {
    this.guid = attributes['guid']
    this.id = attributes['id']
    this.name = eventName(this.guid, this.id)
    this.#line = line
    this.day = day
    this.listedRoom = listedRoom
  }

  get where(): string {
    return `line ${this.#line}: ${this.name}`
  }

  whereOf = (part: EventField | 'guid' | 'id'): string => {
    if (part === 'guid' || part === 'id') return `${this.where} @${part}`
    return `line ${this.#lines.get(part) ?? this.#line}: ${this.name} > ${part}`
  }

  has(field: EventField): boolean {
    return this.#lines.has(field)
  }

  field(field: EventField, text: string, line: number): void {
    this.#lines.set(field, line)
    this.fields[field] = text
  }

  person(attributes: Attributes, name: string, line: number): void {
    const ids = [attributes['guid'], attributes['id'], attributes['code']]
    this.persons.push({ where: `line ${line}: ${this.name} > persons > person`, name, ids })
  }
}

const eventName = (guid: string | undefined, id: string | undefined): string => {
  if (guid) return `event[guid=${quoted(guid)}]`
  return id ? `event[id=${quoted(id)}]` : 'event'
}

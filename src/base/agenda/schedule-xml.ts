import { SaxesParser, type SaxesTagPlain } from 'saxes'
import type { Result } from '../../contract.ts'
import { quoted, type ImportError } from './import-error.ts'
import type { ImportLimits } from './import-limits.ts'
import { EVENT_FIELDS, type RawDay } from './raw-event.ts'
import type { TextPieces } from './read-text.ts'
import type { ScheduleBuilder } from './schedule-builder.ts'
import type { Schedule } from './schedule.ts'
import { XmlEvent } from './xml-event.ts'

const DAY = 'schedule/day'
const ROOM = `${DAY}/room`
const EVENT = `${ROOM}/event`
const PERSON = `${EVENT}/persons/person`
const FIELDS = new Map(EVENT_FIELDS.map((field) => [`${EVENT}/${field}`, field]))

type XmlOptions = { xmlns: false; defaultXMLVersion: '1.0'; forceXMLVersion: true }

/** Reads the programme that pretalx and frab export as `schedule.xml`, while it arrives. */
export const scheduleFromXml = async (
  pieces: TextPieces,
  build: ScheduleBuilder,
  limits: ImportLimits,
): Promise<Result<Schedule, ImportError>> => {
  const reader = new XmlReader(build, limits)
  for await (const piece of pieces) {
    if (!piece.ok) return piece
    reader.write(piece.value)
    if (build.refusal) break
  }
  if (!build.refusal) reader.close()
  return build.build()
}

/** Follows the parser through the file. After a refusal the parser's events mean nothing. */
class XmlReader {
  readonly #parser = new SaxesParser<XmlOptions>({
    xmlns: false,
    defaultXMLVersion: '1.0',
    forceXMLVersion: true,
  })
  readonly #build: ScheduleBuilder
  readonly #limits: ImportLimits
  readonly #open: string[] = []
  #attributes = 0
  #day: RawDay = { where: '', date: '', start: '' }
  #room = ''
  #event: XmlEvent | null = null
  /** The element whose text is wanted, and who wants it. */
  #capture: { depth: number; text: string; done: (text: string) => void } | null = null

  constructor(build: ScheduleBuilder, limits: ImportLimits) {
    this.#build = build
    this.#limits = limits
    const parser = this.#parser
    parser.on('error', (error) => this.#malformed(error))
    parser.on('xmldecl', ({ encoding }) => this.#encoding(encoding ?? 'UTF-8'))
    // Nothing in it is needed, and its entities are how a small file unfolds into a huge one.
    parser.on('doctype', () => this.#refuse('DOCTYPE', 'found a DOCTYPE, expected none'))
    parser.on('attribute', () => this.#attribute())
    parser.on('opentag', (tag) => this.#opened(tag))
    parser.on('text', (text) => this.#text(text))
    parser.on('cdata', (text) => this.#text(text))
    parser.on('closetag', () => this.#closed())
  }

  write(text: string): void {
    this.#parser.write(text)
  }

  close(): void {
    this.#parser.close()
  }

  #refuse(what: string, message: string, tag?: ImportError['tag']): void {
    this.#build.refuse(`line ${this.#parser.line}: ${what}`, message, tag)
  }

  #malformed(error: Error): void {
    const reason = error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')
    const where = `line ${this.#parser.line}`
    this.#build.refuse(where, `found something that is not XML: ${reason}`, 'schedule-unreadable')
  }

  #encoding(name: string): void {
    if (/^(utf-?8|us-ascii)$/i.test(name)) return
    this.#refuse('encoding', `found ${quoted(name)}, expected "UTF-8"`, 'schedule-unreadable')
  }

  #attribute(): void {
    if (++this.#attributes <= this.#limits.xmlAttributes) return
    const message = `found more than ${this.#limits.xmlAttributes} attributes on one element`
    this.#refuse('element', message, 'schedule-too-big')
  }

  #opened({ name, attributes }: SaxesTagPlain): void {
    this.#attributes = 0
    if (this.#build.refusal) return
    this.#open.push(name)
    const line = `line ${this.#parser.line}`
    const path = this.#open.join('/')
    const field = FIELDS.get(path)
    if (this.#open.length > this.#limits.xmlDepth) {
      this.#refuse(quoted(name), 'found elements nested too deep', 'schedule-too-big')
    } else if (this.#open.length === 1 && name !== 'schedule') {
      this.#refuse(quoted(name), 'found another root element, expected <schedule>')
    } else if (path === 'schedule/version') {
      this.#want((text) => this.#build.version(text, `${line}: version`))
    } else if (path === 'schedule/conference/time_zone_name') {
      this.#want((text) => this.#build.timeZone(text, `${line}: time_zone_name`))
    } else if (path === DAY) {
      this.#day = { where: `${line}: day`, date: attributes['date'], start: attributes['start'] }
    } else if (path === ROOM) {
      this.#room = this.#build.room(attributes['name'], `${line}: room @name`)
    } else if (path === EVENT) {
      this.#event = new XmlEvent(attributes, this.#parser.line, this.#day, this.#room)
    } else if (name === 'event' && !this.#event) {
      this.#refuse('event', 'found an event outside of day > room, expected it inside')
    } else if (field && this.#event?.has(field)) {
      this.#refuse(`${this.#event.name} > ${field}`, 'found a second one, expected one')
    } else if (field) {
      const at = this.#parser.line
      this.#want((text) => this.#event?.field(field, text, at))
    } else if (path === PERSON) {
      const at = this.#parser.line
      this.#want((text) => this.#event?.person(attributes, text, at))
    }
  }

  #want(done: (text: string) => void): void {
    this.#capture = { depth: this.#open.length, text: '', done }
  }

  #text(text: string): void {
    if (this.#capture) this.#capture.text += text
  }

  #closed(): void {
    if (this.#build.refusal) return
    if (this.#capture?.depth === this.#open.length) {
      this.#capture.done(this.#capture.text)
      this.#capture = null
    }
    if (this.#event && this.#open.join('/') === EVENT) {
      this.#build.add(this.#event)
      this.#event = null
    }
    this.#open.pop()
  }
}

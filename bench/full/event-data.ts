import { seeded } from '../statistics.ts'

/** What one generated event is about; every figure and word is drawn from the event's number. */
export interface EventData {
  readonly key: string
  readonly name: string
  readonly city: string
  readonly accent: string
  readonly highlight: string
  readonly radius: string
  /** Prefix of its own style rules. */
  readonly prefix: string
  /** What it calls those who show something: exhibitors, makers … Also a path of its own. */
  readonly noun: string
  readonly stands: readonly Stand[]
  /** Which way of writing a list it has chosen; 0 to 2. */
  readonly list: number
  readonly opens: number
  readonly closes: number
  readonly seats: number
  readonly ways: readonly string[]
  readonly slogans: readonly string[]
}

export interface Stand {
  readonly stand: string
  readonly name: string
  readonly country: string
  readonly about: string
}

const STANDS = 12

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

const CITIES = words(`Manila Lyon Osaka Porto Tampere Lagos Quito Graz Busan Turin Leeds Izmir Accra
  Perth Malmo Ghent Vigo Cebu Recife Nantes Bergen Kazan Tartu Davao Fukuoka Bremen`)
const THINGS =
  words(`valve bearing sensor textile ceramic turbine robot drone pump bakery seed resin
  timber battery antenna loom sail lens gearbox cable filter label kiln mould tractor reactor crane`)
const FIRST =
  words(`Nordic Delta Kestrel Amber Cobalt Lumen Granite Vertex Juniper Orbit Falcon Marlin
  Quartz Cedar Polar Meridian Harbour Summit Copper Willow Saffron Basalt Zephyr Tundra Coral`)
const LAST =
  words(`Works Systems Labs Foundry Partners Tools Dynamics Collective Mills Industries Group
  Makers Robotics Motion Energy Materials Optics Logistics Brothers Studio Craft Union`)
const COUNTRIES = words('PH FR JP PT FI NG EC AT KR IT GB TR GH AU SE BE ES BR NO EE DE US CA MX')
const VERBS = words(`measures repairs prints cools weaves sorts lifts welds polishes charges packs
  recycles tests ships maps cuts grows dries bonds scans mixes casts guards tunes`)
const HOW =
  words(`quietly overnight cheaply outdoors precisely remotely twice safely underwater quickly
  everywhere slowly together automatically locally openly`)
const NOUNS = words('exhibitors makers suppliers startups growers studios yards workshops labs')

/** The event with this number: the same in every run, and like no other. */
export function eventData(number: number): EventData {
  const random = seeded((Math.imul(number + 1, 0x9e3779b1) ^ 0x5bd1e995) >>> 0)
  for (let skipped = 0; skipped < 4; skipped++) random()
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? ''
  const between = (low: number, high: number): number => low + Math.floor(random() * (high - low))
  const colour = (): string => `#${between(0x100000, 0x7fffff).toString(16)}`
  const sentence = (): string =>
    `${pick(FIRST)} ${pick(THINGS)} ${pick(VERBS)} the ${pick(THINGS)} ${pick(HOW)}.`
  const city = pick(CITIES)
  return {
    key: eventKey(number),
    name: `${city} ${pick(THINGS)} & ${pick(THINGS)} fair ${number}`,
    city,
    accent: colour(),
    highlight: colour(),
    radius: `${between(0, 20)}px`,
    prefix: `${pick(THINGS).slice(0, 2)}${number.toString(36)}`,
    noun: pick(NOUNS),
    stands: Array.from({ length: STANDS }, (_, at): Stand => ({
      stand: `${String.fromCharCode(65 + between(0, 8))}${at * 10 + between(1, 10)}`,
      name: `${pick(FIRST)} ${pick(THINGS)} ${pick(LAST)}`,
      country: pick(COUNTRIES),
      about: `${pick(VERBS)} ${pick(THINGS)} & ${pick(THINGS)} ${pick(HOW)}`,
    })),
    list: between(0, 3),
    opens: between(7, 11),
    closes: between(16, 21),
    seats: between(40, 900),
    ways: [sentence(), sentence(), sentence()],
    slogans: Array.from({ length: 7 }, sentence),
  }
}

export const eventKey = (number: number): string => `fair-${number}`

export const eventHost = (number: number): string => `${eventKey(number)}.localhost`

/** How the three ways write one stand; `{name}` stands for a field. */
export const ROWS = [
  '<li><b>{stand}</b> {name} ({country}): {about}</li>',
  '<tr><th>{name}</th><td>{stand}</td><td>{country}</td><td>{about}</td></tr>',
  '<dt>{stand} {name}</dt><dd>{about}, {country}</dd>',
] as const

/** And what stands around them. */
export const AROUND = [
  ['<ul>', '</ul>'],
  ['<table>', '</table>'],
  ['<dl>', '</dl>'],
] as const

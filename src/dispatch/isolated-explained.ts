import type { ExplainedApp } from './explain-app.ts'

/** What a release says of itself, read: text, and not more than fits a page. */
export function readExplainedApp(told: unknown): ExplainedApp | null {
  if (!isRecord(told)) return null
  const { layer, allowed, seams, settings, givenUp, ifItFaults, ifItDoesNotLoad } = told
  return {
    layer: readLayer(layer),
    allowed: texts(allowed),
    seams: Object.fromEntries(
      Object.entries(isRecord(seams) ? seams : {})
        .slice(0, MOST)
        .map(([kind, names]) => [text(kind), texts(names)]),
    ),
    settings: settings === null ? null : list(settings).map(readSetting),
    givenUp: texts(givenUp),
    ifItFaults: text(ifItFaults),
    ifItDoesNotLoad: ifItDoesNotLoad === null ? null : text(ifItDoesNotLoad),
  }
}

function readLayer(layer: unknown): ExplainedApp['layer'] {
  if (!isRecord(layer)) return null
  const { by, pattern } = layer
  if (by !== 'event' && by !== 'page' && by !== 'base') return null
  return { by, pattern: text(pattern) }
}

function readSetting(setting: unknown) {
  const { name, value, from } = isRecord(setting) ? setting : {}
  return { name: text(name), value: text(value), from: text(from) }
}

const MOST = 500

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const list = (value: unknown): readonly unknown[] =>
  (Array.isArray(value) ? value : []).slice(0, MOST)

const texts = (value: unknown): readonly string[] => list(value).map(text)

const text = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, 500) : typeof value

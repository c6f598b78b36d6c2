import type { Surface } from '../base/surface.ts'
import type { OwnMessages } from '../seam/message.ts'
import type { Overrides } from '../seam/seams.ts'

/** What the build asks the inspector: modules to import, by event key. */
export interface InspectRequest {
  /** Event key and the specifier of its built module. */
  readonly modules: readonly (readonly [key: string, specifier: string])[]
  /** Milliseconds one import may take. */
  readonly timeout: number
}

/** What the inspector found. */
export interface InspectAnswer {
  readonly events: readonly Inspection[]
  readonly surface: Surface
}

export interface Inspection {
  readonly key: string
  /** null when it is no module. */
  readonly overrides: Overrides | null
  /** The module's texts, by locale; empty when it is none. */
  readonly messages: OwnMessages
  readonly complaints: readonly Complaint[]
}

/** What is wrong with a module, as the runtime saw it. */
export interface Complaint {
  /** `message:home.agenda`; null when the module as a whole is meant. */
  readonly seam: string | null
  readonly text: string
  /** In terms of the bundle. */
  readonly stack: string | null
}

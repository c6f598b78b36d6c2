import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { ApiDocument } from './exercise.ts'

interface Answered {
  readonly status: number
  /** Media type, without its parameters. */
  readonly type: string | null
  readonly text: string
}

/** What an answer has that the API's document does not say; null when it says all of it. */
export type Undocumented = (path: string, method: string, answered: Answered) => string | null

export function undocumentedIn(document: ApiDocument): Undocumented {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
  ajv.addSchema(document, 'document')
  const compiled = new Map<string, ValidateFunction>()
  const validatorAt = (pointer: string): ValidateFunction => {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `document#/${pointer}` })
    compiled.set(pointer, known)
    return known
  }
  return (path, method, { status, type, text }) => {
    const where = `${method.toUpperCase()} ${path} ${status}`
    const response = document.paths[path]?.[method.toLowerCase()]?.responses[status]
    if (response === undefined) return `${where}: no such answer. ${text.slice(0, 300)}`
    if (response.content === undefined) return text === '' ? null : `${where}: has a body`
    if (type === null || response.content[type] === undefined) return `${where}: is ${type}`
    const steps = [
      'paths',
      path,
      method.toLowerCase(),
      'responses',
      status,
      'content',
      type,
      'schema',
    ]
    const pointer = steps.map((step) => encodeURIComponent(escaped(String(step)))).join('/')
    const validate = validatorAt(pointer)
    const values = type.endsWith('x-ndjson') ? text.split('\n').filter(Boolean) : [text]
    for (const value of values) {
      if (!validate(JSON.parse(value)))
        return `${where}: ${ajv.errorsText(validate.errors)}: ${value}`
    }
    return null
  }
}

const escaped = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1')

import * as v from 'valibot'
import { moment } from './schemas.ts'

/** How often a piece of an event was given up. */
export const faultCount = v.strictObject({
  seam: v.string(),
  openings: v.number(),
  last: moment,
})

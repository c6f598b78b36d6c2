/**
 * Events that the base alone may answer for when their module does not load. Only a build can know:
 * it writes the keys into this module's place in the bundle. From source nothing is known.
 */
export const fallsOpen: readonly string[] = []

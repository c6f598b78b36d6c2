/** A release is named by the SHA-256 of its manifest, hex: the same source has the same name. */
export const RELEASE_ID = /^[0-9a-f]{64}$/

/** A release as people read it; commands take it, and less, where it names one alone. */
export const shortId = (id: string): string => id.slice(0, 12)

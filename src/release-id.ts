/** A release is named by the SHA-256 of its manifest, hex: the same source has the same name. */
export const RELEASE_ID = /^[0-9a-f]{64}$/

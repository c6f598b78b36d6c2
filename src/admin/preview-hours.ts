/** How many hours a preview link opens, by default and at most: it cannot be taken back. */
export const PREVIEW_HOURS = { usual: 48, most: 31 * 24 } as const

/** `31 days`, for whoever chooses. */
export const MOST_PREVIEW = `${PREVIEW_HOURS.most / 24} days`

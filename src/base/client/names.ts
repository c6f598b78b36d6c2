/** What server, page and service worker have to call alike. */

/** Under it lie the base's own files, on every host; events have the rest. */
export const OWN_PATH = '/-/'
/** Says that a page is not to be had without a network, and which ones are. */
export const OFFLINE_PATH = '/-/offline'

/** What a visitor needs in a hall without a network, where the event has it. */
export const KEPT_PATHS: readonly string[] = ['/schedule', '/badge', '/agenda', OFFLINE_PATH]

/** Header of every page: whose it is (`mark.ts`), or `NOBODY`; absent where that is not certain. */
export const VIEWER_HEADER = 'Usher-Viewer'
export const NOBODY = 'nobody'

/** How the note of a kept page is written, and how it is written where it is to be seen. */
export const HIDDEN_NOTE = 'id="as-of" hidden=""'
export const SHOWN_NOTE = 'id="as-of"'

/** The paths that a badge's code leads to. */
export const BADGE_ADDRESS = /^\/badge\/([\w-]{22})$/
/** Takes scans that were made without a network. */
export const SCANS_PATH = '/badge/scans'

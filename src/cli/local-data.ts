import { join } from 'node:path'

/** Where local development keeps its registry and stores; git-ignored. */
export const DATA_DIR = '.usher'

/** Holds the process id of the server that uses the data. */
export const LOCK_FILE = join(DATA_DIR, 'serving')

/** Opens the admin host in local development; the deployed Worker has a secret of its own. */
export const LOCAL_ADMIN_TOKEN = 'local-development'

/** Signs preview links in local development. */
export const LOCAL_PREVIEW_SECRET = 'local-development'

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where local development keeps its registry and stores; git-ignored. */
export const DATA_DIR = '.usher'

/** Names the server that uses the data: its process id and its port. */
export const LOCK_FILE = join(DATA_DIR, 'serving')

/** What stands in the lock file of a server. */
export const lockText = (pid: number, port: string): string => `${pid} ${port}\n`

/** The port of the server that runs on this project's data; null when none does. */
export function servingPort(): string | null {
  try {
    const [pid = '', port = ''] = readFileSync(LOCK_FILE, 'utf8').trim().split(' ')
    return process.kill(Number(pid), 0) ? port : null
  } catch {
    return null
  }
}

/** Opens the admin host in local development; the deployed Worker has a secret of its own. */
export const LOCAL_ADMIN_TOKEN = 'local-development'

/** Signs preview links in local development. */
export const LOCAL_PREVIEW_SECRET = 'local-development'

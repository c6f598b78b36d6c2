import { existsSync, readFileSync, rmSync } from 'node:fs'
import { DATA_DIR, LOCK_FILE } from './local-data.ts'

// `npm run reset`: clears what local development has stored; the next start seeds it anew.
if (isServing()) {
  console.error('npm start is running on this data. End it with Ctrl-C first.')
  process.exit(1)
}
if (existsSync(DATA_DIR)) {
  rmSync(DATA_DIR, { recursive: true })
  console.log('Local data cleared. npm start makes it anew.')
} else {
  console.log('There is no local data.')
}

function isServing(): boolean {
  try {
    return process.kill(Number(readFileSync(LOCK_FILE, 'utf8')), 0)
  } catch {
    return false
  }
}

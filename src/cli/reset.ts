import { existsSync, rmSync } from 'node:fs'
import { DATA_DIR, servingPort } from './local-data.ts'

// `npm run reset`: clears what local development has stored; the next start seeds it anew.
if (servingPort() !== null) {
  console.error('npm start is running on this data. End it with Ctrl-C first.')
  process.exit(1)
}
if (existsSync(DATA_DIR)) {
  rmSync(DATA_DIR, { recursive: true })
  console.log('Local data cleared. npm start makes it anew.')
} else {
  console.log('There is no local data.')
}

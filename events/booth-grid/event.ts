import { defineEvent } from 'usher/kit'
import { BoothGrid } from './booth-grid.tsx'
import { theme } from './theme.ts'

export default defineEvent({ theme, views: { 'directory.list': BoothGrid } })

import { watchActions } from './actions.ts'
import { watchAddress } from './address.ts'
import { watchCounts } from './counts.ts'
import { showPlace } from './menu.ts'
import { keepOffline } from './offline.ts'
import { watchScans } from './scans.ts'
import { watchSearch } from './search.ts'

// Makes quicker what works without it. The base's markup says where: `data-search` on a form that
// searches, `data-live` on one that does something, `data-count` on a number that changes.

showPlace()
watchAddress()
watchSearch()
watchActions()
watchCounts()
void watchScans()
void keepOffline()

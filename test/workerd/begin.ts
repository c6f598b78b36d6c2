import { faults, mails, post } from './event-site.ts'
import { faults as faultsOfFairs } from './open-fair.ts'
import { copied, desk, told, zone } from './registrar-desk.ts'

// What files in one runtime have in common: each begins as if it were the first one.

for (const list of [faults, faultsOfFairs, mails, told, copied, zone.asked]) list.length = 0
for (const names of [zone.texts, zone.leads]) names.clear()
post.refuses = () => false
Object.assign(desk, { ahead: 0, asksProof: false, slowDns: false })

import { tenantSchema } from '../../registry/tenant.ts'
import type { Endpoint } from '../api/endpoint.ts'
import type { Named } from '../api/json-schema.ts'
import { listBounces, noteBounce } from './bounces.ts'
import { explainRequest } from './explain.ts'
import { alertState, faultCount, outboundCount } from './fault-schema.ts'
import { listAlerts, listFaults } from './faults.ts'
import {
  addHost,
  checkHost,
  findHost,
  removeHost,
  setCanonicalHost,
  vouchForHost,
} from './hosts.ts'
import { cloneTenant, setStatus } from './life.ts'
import { getModule } from './module-text.ts'
import { listMissingModules, putModule } from './modules.ts'
import { settleOutbox, showOutbox } from './outbox.ts'
import { createPreview } from './previews.ts'
import { pruneReleases } from './prune-releases.ts'
import {
  moveLane,
  pinRelease,
  promoteRelease,
  rollReleaseBack,
  unpinRelease,
} from './release-choice.ts'
import { releaseDiff, releaseEntry } from './release-schema.ts'
import { diffReleasesOf, getRelease, listReleases, recordRelease } from './releases.ts'
import { quarantineEvent } from './quarantine.ts'
import { listAudit, showPublishing, verify } from './registry.ts'
import { diffRevisions, getRevision, listRevisions, rollBack } from './revisions.ts'
import { change, domain, tenantEntry, tenantPatch, tenantRow, waiting, written } from './schemas.ts'
import { listSecrets, removeSecret, resealSecrets, setSecret } from './secrets.ts'
import { fieldEndpoints } from './tenant-fields.ts'
import { changeTenant, createTenant, deleteTenant, getTenant, listTenants } from './tenants.ts'
import { exportEvents, importEvents } from './transfer.ts'
import { createToken, listTokens, revokeToken, whoAmI } from './tokens.ts'

/** Everything that the API does. */
export const ENDPOINTS: readonly Endpoint[] = [
  listTenants,
  createTenant,
  getTenant,
  changeTenant,
  deleteTenant,
  setStatus,
  cloneTenant,
  createPreview,
  quarantineEvent,
  ...fieldEndpoints,
  findHost,
  addHost,
  removeHost,
  setCanonicalHost,
  checkHost,
  vouchForHost,
  listRevisions,
  getRevision,
  diffRevisions,
  rollBack,
  listReleases,
  recordRelease,
  getRelease,
  diffReleasesOf,
  promoteRelease,
  rollReleaseBack,
  pinRelease,
  unpinRelease,
  moveLane,
  pruneReleases,
  listMissingModules,
  putModule,
  getModule,
  importEvents,
  exportEvents,
  explainRequest,
  listFaults,
  listAlerts,
  showOutbox,
  settleOutbox,
  listBounces,
  noteBounce,
  listAudit,
  showPublishing,
  verify,
  whoAmI,
  listTokens,
  createToken,
  revokeToken,
  listSecrets,
  setSecret,
  removeSecret,
  resealSecrets,
]

/** What has a name in the document. */
export const SCHEMAS: Named = {
  Tenant: tenantSchema,
  TenantEntry: tenantEntry,
  TenantPatch: tenantPatch,
  TenantRow: tenantRow,
  Written: written,
  Waiting: waiting,
  Domain: domain,
  Change: change,
  Release: releaseEntry,
  ReleaseDiff: releaseDiff,
  FaultCount: faultCount,
  OutboundCount: outboundCount,
  AlertState: alertState,
}

import type { Result } from '../../contract.ts'
import type { AuditCalls } from './audit-calls.ts'
import type { CredentialCalls } from './credential-calls.ts'
import type { DomainCalls } from './domain-calls.ts'
import type { RegistrarRefusal } from './refusals.ts'
import type { RequestCalls } from './requests.ts'
import type { ReleaseCalls } from './release-calls.ts'
import type { HostCalls, RevisionCalls, TenantCalls } from './tenant-calls.ts'
import type { TransferCalls } from './transfer-calls.ts'

/** The writing side of the registry: one object that decides every change, and publishes it. */
export interface Registrar {
  /** Rejects when the registrar cannot be reached; what it refuses comes back as a value. */
  call<Name extends keyof RegistrarCalls>(
    name: Name,
    input: RegistrarCalls[Name]['input'],
  ): Promise<Result<RegistrarCalls[Name]['answer'], RegistrarRefusal>>
}

/** Every operation by its name. Inputs and answers are plain data; times in epoch milliseconds. */
export interface RegistrarCalls
  extends
    TenantCalls,
    HostCalls,
    RevisionCalls,
    AuditCalls,
    TransferCalls,
    CredentialCalls,
    DomainCalls,
    RequestCalls,
    ReleaseCalls {}

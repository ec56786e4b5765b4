import type { Endpoint } from '../api/endpoint.ts'
import type { AdminParts } from '../parts.ts'
import { accountEndpoints } from './account-endpoints.ts'
import { auditEndpoints } from './audit-endpoints.ts'
import { sessionEndpoints } from './session-endpoints.ts'
import { tokenEndpoints } from './token-endpoints.ts'

/** Accounts, sessions, tokens and the audit log, for programs. */
export function peopleEndpoints({ people }: AdminParts): Endpoint[] {
  return [...sessionEndpoints(people), ...tokenEndpoints(people), ...accountEndpoints(people), ...auditEndpoints(people)]
}

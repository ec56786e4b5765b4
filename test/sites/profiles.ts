import { parseCidr } from '../../src/net/cidr.ts'
import { directPac } from '../../src/revisions/direct-pac.ts'
import type { Revision } from '../../src/revisions/revision.ts'
import type { ProfileAnswer } from '../../src/sites/find-profile.ts'
import { parsePattern } from '../../src/sites/pattern.ts'

/** The conditions of a profile, as an administrator writes them. */
export interface Conditions {
  readonly subnets?: readonly string[]
  readonly host?: readonly string[]
  readonly userAgent?: readonly string[]
  readonly query?: Readonly<Record<string, string>>
}

/** A profile and its PAC, the built-in one unless told otherwise. */
export function profile(name: string, conditions: Conditions, revision: Revision = directPac): ProfileAnswer {
  const { subnets = [], host = [], userAgent = [], query = {} } = conditions
  return {
    profile: {
      name,
      subnets: subnets.map(parseCidr),
      host: host.map(parsePattern),
      userAgent: userAgent.map(parsePattern),
      query: Object.entries(query).map(([key, value]) => ({ key, value: parsePattern(value) })),
    },
    revision,
  }
}

import type { Resolve } from '../../evaluator/world.ts'
import { liveNames } from '../../net/live-names.ts'

const patience = 2000
const mostNames = 200

/** Resolves names by the DNS servers that this host uses (or by `servers`), within two seconds each and at most 200 different ones. */
export function resolveLive(servers?: readonly string[]): Resolve {
  return liveNames({ milliseconds: patience, names: mostNames, ...(servers && { servers }) })
}

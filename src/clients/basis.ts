/** How sure a fact about a client is, the surest first. */
export const strengths = ['measured', 'source read', 'documentation', 'reported', 'weak'] as const
export type Strength = (typeof strengths)[number]

/**
 * What a fact rests on. `measured`: a real client was watched; `source read`: its own source says so; `documentation`: its maker
 * says so; `reported`: others saw it, or its maker said it of a neighbouring version; `weak`: inferred, or widely held without a source.
 */
export interface Basis {
  readonly strength: Strength
  readonly source: string
}

/** A fact that makes no lookup, but that whoever reads the lookups should know. */
export interface Fact extends Basis {
  readonly says: string
}

export const measured = (source: string): Basis => ({ strength: 'measured', source })
export const sourceRead = (source: string): Basis => ({ strength: 'source read', source })
export const documented = (source: string): Basis => ({ strength: 'documentation', source })
export const reported = (source: string): Basis => ({ strength: 'reported', source })
export const weak = (source: string): Basis => ({ strength: 'weak', source })

/** The least sure of several, which is how sure they are together. */
export function weakest(bases: readonly Basis[]): Basis | undefined {
  return bases.toSorted((a, b) => strengths.indexOf(b.strength) - strengths.indexOf(a.strength))[0]
}

/** Whether people should be told not to build on it. */
export function isDoubtful({ strength }: Basis): boolean {
  return strength === 'reported' || strength === 'weak'
}

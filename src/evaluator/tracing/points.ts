/** A piece of the script, as it was given. */
export interface Piece {
  readonly start: number
  readonly end: number
}

/** What a statement stands under: the condition that must have held for it to run. */
export interface Rule extends Piece {
  /** `any`: one of several conditions is enough (||, or the cases of a switch), so the one that held tells more than the whole. */
  readonly any: readonly Piece[]
  readonly isSwitch: boolean
  readonly outer: Rule | undefined
  /** The variables that are assigned to under it. */
  readonly assigns: Set<string>
}

/** A return statement, or the body of an arrow function. */
export interface Return extends Piece {
  readonly rule: Rule | undefined
  /** The variable that it returns, and nothing else. */
  readonly variable: string | undefined
  /** Where its own conditions lie. */
  readonly value: Piece | undefined
}

/** The places of a script that an instrumented one tells of, by the numbers that it uses. */
export interface Points {
  /** Offsets of statements. */
  readonly statements: readonly Piece[]
  readonly branches: readonly Piece[]
  /** What statements stand under, inner ones after outer ones. */
  readonly rules: readonly Rule[]
  readonly returns: readonly Return[]
  /** Offsets of calls. */
  readonly calls: readonly number[]
  /** Whether the script has more statements than are counted. */
  readonly cut: boolean
}

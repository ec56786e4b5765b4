/** `error`: some client cannot use the PAC, or a rule of it never works; `warning`: it does what its author does not mean; `note`: good to know. */
export type Severity = 'error' | 'warning' | 'note'

/** A mistake in a PAC. Plain JSON. */
export interface Finding {
  /** The rule's name, under which docs/lint.md explains it. */
  readonly rule: string
  readonly severity: Severity
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 units. */
  readonly column: number
  readonly message: string
  /** What to write instead. */
  readonly mend: string
  /** The client kinds that it concerns; without it, all. */
  readonly kinds?: readonly string[]
}

/** What a rule says of one place. */
export interface Problem {
  /** Offset into the text. */
  readonly at: number
  readonly message: string
  readonly mend: string
  /** Other than the rule's own. */
  readonly severity?: Severity
  readonly kinds?: readonly string[]
}

/** One rule: looks at a whole script, in time that grows with its length alone. */
export interface Rule<Subject> {
  readonly name: string
  readonly severity: Severity
  /** How many findings are told one by one; the last says how many more there are. */
  readonly most?: number
  readonly find: (subject: Subject) => Iterable<Problem>
}

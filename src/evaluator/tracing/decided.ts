import type { Decided } from '../trace.ts'
import type { Piece, Points, Rule } from './points.ts'
import type { Positions } from './positions.ts'
import type { Numbers } from './tracer.ts'

/** The return that gave the answer: the innermost of those that handed it on, with its condition or that of one further out. */
export function decidedBy(
  positions: Positions,
  points: Points,
  { chain, length }: Numbers,
  answer: string | undefined,
): Decided | undefined {
  const [first] = chain
  const told = first === undefined ? undefined : points.returns[first.number - 1]
  if (told === undefined || answer === undefined || (length >= 0 && length !== answer.length)) return undefined
  for (const { number, held } of chain) {
    const condition = conditionOf(points, number, held)
    if (condition !== undefined) return { ...positions.of(told), condition: positions.of(condition) }
  }
  return positions.of(told)
}

/**
 * The condition under which a return ran: one of its own (`return a ? b : c`), the one that it stands under, or the last that held in
 * its function, when the variable that it returns was assigned to under that.
 */
function conditionOf(points: Points, number: number, held: number): Piece | undefined {
  const told = points.returns[number - 1]
  const last = points.branches[held - 1]
  if (told === undefined) return undefined
  if (last !== undefined && told.value !== undefined && isWithin(last, told.value)) return last
  for (let rule = told.rule; rule !== undefined; rule = rule.outer) {
    const condition = heldOf(rule, last)
    if (condition !== undefined) return condition
  }
  const { variable } = told
  if (last === undefined || variable === undefined) return undefined
  return points.rules.find((rule) => isWithin(last, rule) && rule.assigns.has(variable)) && last
}

// what of a rule held: of alternatives the one that did, else the whole
function heldOf(rule: Rule, last: Piece | undefined): Piece | undefined {
  const alternative = last && rule.any.find((piece) => isWithin(last, piece))
  return alternative ?? (rule.isSwitch ? undefined : rule)
}

function isWithin(inner: Piece, outer: Piece): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

import type { AnyNode } from 'acorn'
import { answering, returned } from '../answers.ts'
import { arityOf } from '../engines.ts'
import type { Problem, Rule } from '../finding.ts'
import type { Meaning } from '../meaning.ts'

/** An answer is a text; of anything else each client makes something else, most often DIRECT. */
export const notAString: Rule<Meaning> = {
  name: 'not-a-string',
  severity: 'error',
  *find(meaning): Iterable<Problem> {
    const { script } = meaning
    const functions: ReadonlySet<AnyNode> = answering(meaning)
    const mend = 'return a text: "DIRECT" or "PROXY host:port"'
    for (const node of script.nodes('ReturnStatement'))
      if (!node.argument && functions.has(script.functionAround(node) as AnyNode))
        yield { at: node.start, message: 'returns nothing: clients fail, or go DIRECT', mend }
    for (const { node, isCertain } of returned(meaning)) {
      const kind = kindOf(node)
      if (kind !== undefined && isCertain) yield { at: node.start, message: `returns ${kind}: clients fail, or go DIRECT`, mend }
    }
  },
}

function kindOf(node: AnyNode): string | undefined {
  switch (node.type) {
    case 'Literal':
      if (node.regex !== undefined) return 'a regular expression'
      if (node.value === null) return 'null'
      return typeof node.value === 'string' ? undefined : `a ${typeof node.value}`
    case 'Identifier':
      return node.name === 'undefined' || node.name === 'NaN' ? node.name : undefined
    case 'ArrayExpression':
      return 'an array'
    case 'ObjectExpression':
      return 'an object'
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return 'a function'
    case 'NewExpression':
      return 'an object'
    case 'UnaryExpression':
      return node.operator === 'typeof' ? undefined : node.operator === '!' ? 'a boolean' : 'a number'
    case 'BinaryExpression':
      return /^([!=]==?|[<>]=?|in|instanceof)$/.test(node.operator) ? 'a boolean' : undefined
    case 'CallExpression':
      return node.callee.type === 'Identifier' &&
        /^(is[A-Z]|dnsDomainIs$|localHostOr|shExpMatch$|(weekday|date|time)Range$)/.test(node.callee.name) &&
        arityOf(node.callee.name)
        ? 'a boolean'
        : undefined
    default:
      return undefined
  }
}

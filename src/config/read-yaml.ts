import { type Document, isCollection, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { formatPath, type Problem } from './problem.ts'

const largestText = 1024 * 1024
const longestQuote = 80

/** A YAML text as a plain value, and where each part of it stands. */
export interface YamlText {
  readonly value: unknown
  readonly problems: readonly Problem[]
  /** The line of the value at `keys`, or of the nearest part above it that is written. */
  lineOf(keys: readonly unknown[]): number | undefined
  /** The text of the value at `keys` as the administrator wrote it. */
  sourceOf(keys: readonly unknown[]): string | undefined
}

/** Reads a YAML text of up to 1 MiB. What YAML itself can't make sense of comes back as problems, never as an exception. */
export function readYaml(text: string): YamlText {
  if (text.length > largestText) return unreadable(`is ${text.length} characters long; at most ${largestText} are read`)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' })
  const nodeAt = (keys: readonly unknown[]) => {
    for (let length = keys.length; length > 0; length--) {
      const node = document.getIn(keys.slice(0, length), true)
      if (isNode(node) && node.range) return { node, exact: length === keys.length }
    }
    return undefined
  }
  const sourceOf = (keys: readonly unknown[]) => {
    const found = nodeAt(keys)
    return found?.exact ? text.slice(found.node.range![0], found.node.range![1]).trim() : undefined
  }
  const lineOf = (keys: readonly unknown[]) => {
    const found = nodeAt(keys)
    return found && lines.linePos(found.node.range![0]).line
  }
  const problems: Problem[] = document.errors.map((error) => ({
    path: '',
    message: error.message.split('\n')[0]!,
    line: lines.linePos(error.pos[0]).line,
  }))
  if (problems.length === 0) problems.push(...collectionKeys(document, text, lines))
  if (problems.length > 0) return { value: undefined, problems, lineOf, sourceOf }
  try {
    return { value: document.toJS({ maxAliasCount: 100 }), problems, lineOf, sourceOf }
  } catch (error) {
    return unreadable((error as Error).message)
  }
}

// `listen: [[::]:53]` without quotes is a list with a map whose key is a list: no configuration of ours means that
function collectionKeys(document: Document, text: string, lines: LineCounter): Problem[] {
  const problems: Problem[] = []
  visit(document, {
    Pair(_, { key, value }, ancestors) {
      if (!isCollection(key) || !key.range) return undefined
      const end = isNode(value) && value.range ? value.range[1] : key.range[1]
      const written = text.slice(key.range[0], Math.min(end, key.range[0] + longestQuote))
      // as texts alone: the text of a map whose key is a map, and so on, takes the yaml package 2^depth
      const keys = ancestors.flatMap((node) => ('key' in node && isScalar(node.key) ? [String(node.key.value)] : []))
      problems.push({
        path: formatPath(keys),
        message: `${written} is a map to YAML: write it in quotes ('${written}')`,
        line: lines.linePos(key.range[0]).line,
      })
      return visit.SKIP
    },
  })
  return problems
}

function unreadable(message: string): YamlText {
  return { value: undefined, problems: [{ path: '', message }], lineOf: () => undefined, sourceOf: () => undefined }
}

import type { Trace } from './trace.ts'
import type { FailedVerdict, Verdict } from './verdict.ts'

/** Why a verdict is what it is, in a sentence: `line 12 matched: dnsDomainIs(host, ".example.com")`. */
export function summary(trace: Trace, verdict: Verdict): string {
  if (verdict.kind === 'bypassed') return `the PAC is not asked: ${verdict.detail}`
  return verdict.kind === 'answered' ? whyAnswered(trace) : whyFailed(trace, verdict)
}

function whyAnswered({ decided, branches, lines }: Trace): string {
  if (decided === undefined)
    return lines.length === 0 ? 'it answered; which lines ran is not known' : 'it answered in code that is not traced'
  const { line, condition } = decided
  if (condition !== undefined) return `line ${condition.line} matched: ${inOneLine(condition.text)}`
  if (branches.length === 0) return `line ${line} returned, without a condition`
  return `nothing matched; line ${line} is the last return`
}

function whyFailed({ stopped }: Trace, { reason, detail }: FailedVerdict): string {
  const { message, line = stopped?.line } = lineOfError(detail)
  const where = line === undefined ? 'it' : `line ${line}`
  switch (reason) {
    case 'exception':
      return `${where} threw: ${message}`
    case 'syntax':
      return `${where} is refused: ${message}`
    case 'timeout':
      return `${where} did not end in time`
    case 'memory':
      return stopped === undefined ? message : `${where}: ${message}`
    case 'missing-function':
      return message
    default:
      return stopped === undefined ? message : `${message}; line ${stopped.line} ran last`
  }
}

/** The message of an error, and the line that it names at its end. */
export function lineOfError(detail: string): { readonly message: string; readonly line?: number } {
  const [, message, line] = /^(.*) \((?:line )?(\d+)(?::\d+)?\)$/s.exec(detail) ?? []
  return message === undefined ? { message: detail } : { message, line: Number(line) }
}

/** A piece of a script without its line ends. */
export function inOneLine(text: string): string {
  return text.replace(/\s*[\n\r]\s*/g, ' ')
}

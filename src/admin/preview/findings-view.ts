import { html } from 'hono/html'
import type { Finding, Severity } from '../../evaluator/lint/finding.ts'
import type { Html } from '../frame/layout.ts'
import type { Words } from '../words/en.ts'

/** Each severity has a shape beside its colour and its word. */
const severityShapes: Readonly<Record<Severity, string>> = { error: '✕', warning: '▲', note: '●' }

/** What lint found, the worst in sight and the rest behind their number. */
export function findingsView(findings: readonly Finding[] | undefined, words: Words['preview']): Html | '' {
  if (findings === undefined) return ''
  const { findings: say } = words
  if (findings.length === 0) return html`<p class="hint">✓ ${say.none}</p>`
  const severe = findings.some(({ severity }) => severity === 'error')
  return html`<details class="findings" ${severe ? 'open' : ''}><summary>${say.title}: ${counts(findings, words)}</summary>
    <ul>${findings.map((finding) => item(finding, words))}</ul></details>`
}

function counts(findings: readonly Finding[], { findings: say }: Words['preview']): string {
  return (['error', 'warning', 'note'] as const)
    .map((severity) => ({ severity, number: findings.filter((each) => each.severity === severity).length }))
    .filter(({ number }) => number > 0)
    .map(({ severity, number }) => `${number} ${(number === 1 ? say.severities : say.plural)[severity]}`)
    .join(', ')
}

function item({ severity, line, rule, message, mend, kinds }: Finding, { findings: say }: Words['preview']): Html {
  return html`<li class="finding ${severity}"><span class="shape" aria-hidden="true">${severityShapes[severity]}</span>
      <a href="#pac" data-line="${line}">${say.line(line)}</a> <strong>${say.severities[severity]}</strong> ${message}
      <span class="hint">${say.mend}: ${mend}${kinds === undefined ? '' : `; ${say.kinds}: ${kinds.join(', ')}`} (<code>${rule}</code>)</span></li>`
}

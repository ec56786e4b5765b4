import { html } from 'hono/html'
import type { Trace, TracedCall } from '../../evaluator/trace.ts'
import type { Verdict } from '../../evaluator/verdict.ts'
import type { Html } from '../frame/layout.ts'
import type { Words } from '../words/en.ts'
import { kindTitle } from './kind-columns.ts'
import { type ScriptLine, scriptPieces } from './script-pieces.ts'
import { verdictWords } from './verdict-words.ts'

/** The way to one decision, ready to be shown. */
export interface Decision {
  readonly url: string
  readonly as: string
  readonly pac: string
  readonly verdict: Verdict
  readonly trace: Trace
  /** The sentence that sums it up. */
  readonly summary: string
  /** Why the first kind decides otherwise; absent: it does not, or it is the first. */
  readonly why?: string
}

const mostCalls = 200
const mostConditions = 200

/** How a PAC came to a verdict: a sentence, the script with the lines that ran, and what it asked. */
export function traceView(decision: Decision, words: Words['preview']): Html {
  const { as, pac, verdict, trace, summary, why } = decision
  const { trace: say } = words
  const { first, shape, chain, said } = verdictWords(verdict, words)
  const lines = trace.lines.map(({ line }) => line)
  const kind = kindTitle(as)
  return html`<section class="trace" id="trace" aria-labelledby="trace-title" data-lines="${JSON.stringify(lines)}"
      data-decided="${trace.decided?.line ?? trace.stopped?.line ?? ''}">
    <div class="trace-head">
      <h3 id="trace-title" tabindex="-1">${say.title(kind)} <code>${decision.url}</code></h3>
      <button type="submit" form="preview" name="do" value="evaluate" class="quiet" id="trace-close">${say.close}</button>
    </div>
    <p class="trace-summary"><span class="shape" aria-hidden="true">${shape}</span> <strong>${first}</strong> <span>${summary}</span></p>
    ${why === undefined ? '' : html`<p class="trace-why"><span class="unlike" aria-hidden="true">≠</span> <strong>${say.why(kind)}</strong>: ${why}</p>`}
    <div class="trace-body">
      <div class="script" tabindex="0" role="region" aria-label="${say.script}">${script(pac, trace, words)}</div>
      <div class="facts">
        ${calls(trace.calls, words)}
        ${conditions(trace, words)}
        ${names(trace, words)}
        ${trace.alerts.length === 0 ? '' : html`<h4>${say.alerts}</h4><ul>${trace.alerts.map((text) => html`<li><code>${text}</code></li>`)}</ul>`}
        <dl class="said"><dt>${say.answer}</dt><dd><code>${said}</code></dd>
          ${chain.length === 0 ? '' : html`<dt>${say.chain}</dt><dd>${[first, ...chain].join(' → ')}</dd>`}</dl>
        <p class="hint">${trace.cut ? `${say.cut} ` : ''}${say.total(milliseconds(trace.ms))}</p>
      </div>
    </div>
  </section>`
}

function script(pac: string, trace: Trace, words: Words['preview']): Html {
  if (trace.lines.length === 0) return html`<p class="hint">${words.trace.none}</p>`
  return html`<ol>${scriptPieces(pac, trace).map((piece) =>
    'skipped' in piece ? html`<li class="skipped">${words.trace.skipped(piece.skipped)}</li>` : scriptLine(piece, words),
  )}</ol>`
}

function scriptLine({ line, text, times, isDecided }: ScriptLine, { trace: say }: Words['preview']): Html {
  const state = isDecided ? 'decided' : times > 0 ? 'ran' : ''
  const mark = isDecided ? '▶' : times > 0 ? '▌' : ''
  const spoken = isDecided ? say.decided : times > 0 ? say.ran : ''
  return html`<li class="${state}"><span class="number">${line}</span><span class="mark" aria-hidden="true">${mark}</span>${
    spoken === '' ? '' : html`<span class="visually-hidden">${spoken}: </span>`
  }<code>${text}</code>${times > 1 ? html`<span class="times">× ${times}</span>` : ''}</li>`
}

function calls(all: readonly TracedCall[], { trace: say }: Words['preview']): Html | '' {
  if (all.length === 0) return ''
  return html`<details open><summary>${say.calls(all.length)}</summary><ul class="calls">${all
    .slice(0, mostCalls)
    .map(
      ({ line, name, args, result, ms }) =>
        html`<li><span class="number">${line === 0 ? '' : line}</span><code>${name}(${args.join(', ')}) <b>→ ${result}</b></code><span class="ms">${milliseconds(ms)} ms</span></li>`,
    )}</ul></details>`
}

function conditions({ branches }: Trace, { trace: say }: Words['preview']): Html | '' {
  if (branches.length === 0) return ''
  return html`<details><summary>${say.conditions(branches.length)}</summary><ul class="calls">${branches
    .slice(0, mostConditions)
    .map(
      ({ line, text, taken }) =>
        html`<li class="${taken ? 'held' : ''}"><span class="number">${line}</span><code>${text} <b>→ ${String(taken)}</b></code></li>`,
    )}</ul></details>`
}

function names({ names: asked }: Trace, { trace: say }: Words['preview']): Html | '' {
  if (asked.length === 0) return ''
  return html`<h4>${say.names}</h4><dl class="names">${asked.map(
    ({ name, addresses }) =>
      html`<dt><code>${name}</code></dt><dd>${addresses.length === 0 ? say.unresolved : html`<code>${addresses.join(', ')}</code>`}</dd>`,
  )}</dl>`
}

function milliseconds(ms: number): string {
  return ms < 10 ? ms.toFixed(3) : ms.toFixed(1)
}

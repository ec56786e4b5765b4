import { html } from 'hono/html'
import type { Verdict } from '../../evaluator/verdict.ts'
import type { Html } from '../frame/layout.ts'
import type { LivePac } from '../view.ts'
import { evalCommand } from './eval-command.ts'
import { formatMoment } from './moment.ts'
import type { Preview } from './preview.ts'
import type { Outcome } from './preview-state.ts'
import type { Request } from './read-draft.ts'
import { summary, verdictWords } from './verdict-words.ts'

const longestSaid = 2000

/** What the PAC decided, or why there is nothing to show. */
export function previewResult(outcome: Outcome, site: LivePac | undefined): Html {
  const heading = html`<h2 id="result-heading">Verdicts</h2>`
  if (outcome.kind === 'previewed') return html`${heading}${answer(outcome.preview, site)}`
  if (outcome.kind === 'stopped')
    return html`${heading}<p class="overview" role="alert">No verdicts: ${outcome.why}. What you typed is kept.</p>`
  if (outcome.kind === 'problems') return html`${heading}<p>Nothing was evaluated: see the fields above.</p>`
  return html`${heading}<p>Nothing has been evaluated yet. Paste a PAC, write the URLs that a client opens, one a line, and choose
    <em>Evaluate</em>: each visit gets a row with the proxy that the client uses first, and what the PAC said.</p>`
}

function answer(preview: Preview, site: LivePac | undefined): Html {
  const { request, verdicts, milliseconds } = preview
  return html`<p class="summary">${summary(verdicts)}</p>
    <table class="verdicts" role="table" aria-describedby="basis">
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">visit</th><th role="columnheader" scope="col">first choice</th>
        <th role="columnheader" scope="col">then</th><th role="columnheader" scope="col">what the PAC said</th>
      </tr></thead>
      <tbody role="rowgroup">${verdicts.map((verdict, i) => row(request.visits[i]?.url ?? '', verdict))}</tbody>
    </table>
    <p class="basis" id="basis">${basis(request, site)} <span class="figure">${milliseconds.toFixed(1)}</span> ms.</p>
    ${command(request, site)}`
}

function row(url: string, verdict: Verdict): Html {
  const { look, shape, first, chain, said } = verdictWords(verdict)
  const shown = said.length > longestSaid ? `${said.slice(0, longestSaid)}… (${said.length} characters)` : said
  return html`<tr role="row">
    <th role="rowheader" scope="row" class="visit">${url}</th>
    <td role="cell" class="${`first ${look}`}" data-label="first choice"><span class="shape" aria-hidden="true">${shape}</span> ${first}</td>
    <td role="cell" class="${chain.length === 0 ? 'none' : ''}" data-label="then">${chain.join(', ')}</td>
    <td role="cell" class="said" data-label="what the PAC said">${shown}</td>
  </tr>`
}

function basis({ world, resolve }: Request, site: LivePac | undefined): Html {
  const pinned = Object.keys(world.dns).length
  const names = `${pinned === 0 ? 'no' : pinned} name${pinned === 1 ? '' : 's'} pinned, ${resolve ? 'others asked of this server’s DNS' : 'others do not resolve'}`
  const source =
    site === undefined ? html`The text above` : html`The live PAC of site ${site.name} (revision <code>${site.pac.id}</code>)`
  return html`${source}, run as Chromium runs it, at <code>${formatMoment(world.now, world.timeZone)}</code>, for client
    <code>${world.addresses.join(', ')}</code>; ${names}.`
}

function command(request: Request, site: LivePac | undefined): Html | '' {
  const file = site?.pac.file
  const line = evalCommand(request, file ?? 'edited.pac')
  if (line === undefined) return ''
  return html`<details class="command" open>
    <summary>The same on the command line</summary>
    <pre id="command" tabindex="0" role="region" aria-label="wpadd eval command"><code>${line}</code></pre>
    <button type="button" class="copy" data-copy="command" data-copied="Copied" data-by-hand="Select the line and press Ctrl+C" hidden>Copy</button>
    ${file === undefined ? html`<p class="hint">Save the text above as <code>edited.pac</code> first.</p>` : ''}
  </details>`
}

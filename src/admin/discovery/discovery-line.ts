import { html } from 'hono/html'
import { type Basis, isDoubtful } from '../../clients/basis.ts'
import type { ClientKind } from '../../clients/kind.ts'
import { fill } from '../assets/texts.js'
import type { Frame } from '../frame/env.ts'
import type { Html } from '../frame/layout.ts'
import type { End, Event, MadeEvent } from './discoverer.ts'
import type { Step } from './plan-steps.ts'
import type { Whom } from './reach.ts'

/** One client kind: its lookups on a line of time, and where they were made, what came of each. `only`: those that the other kind lacks. */
export function line(
  frame: Frame,
  index: number,
  { discovery, events }: { readonly discovery: { readonly kind: ClientKind }; readonly events?: readonly Event[] },
  steps: readonly Step[],
  only: ReadonlySet<number> | undefined,
  whom: Whom,
): Html {
  const { kind } = discovery
  const words = frame.words.discovery
  const made = events?.filter((event) => event.kind === 'made')
  const end = events?.find((event) => event.kind === 'done')
  const id = `plan-${index}`
  const all = doubtOfAll(steps)
  return html`<section class="panel discovery-plan" id="${id}" data-kind="${kind.name}" aria-labelledby="${id}-title">
      <header><h2 id="${id}-title"><code>${kind.name}</code> ${kind.title}</h2>
        <p class="hint">${summary(frame, kind, steps, only)}
          ${all === undefined ? '' : doubt(frame, all)}</p></header>
      <ol class="time-line">${steps.map((step, i) =>
        row(frame, step, {
          isFirstOfWay: steps[i - 1]?.via !== step.via,
          isOnly: only?.has(step.number) ?? false,
          isDoubtful: step.isDoubtful && all === undefined,
          whom: whom[step.via],
          made: made?.filter((each) => each.id === step.id),
          end: end?.at === step.id ? end : undefined,
        }),
      )}</ol>
      ${steps.length === 0 ? html`<p class="discovery-nothing">${words.asksNothing}</p>` : ''}
      ${facts(frame, kind)}
    </section>`
}

function summary(frame: Frame, kind: ClientKind, steps: readonly Step[], only: ReadonlySet<number> | undefined): Html {
  const { words, language } = frame
  const { lookups, differ, same, dialect } = words.discovery
  const all = fill(lookups, { n: steps.length }, language)
  const alone = only === undefined ? '' : only.size === 0 ? same : fill(differ, { n: only.size, of: steps.length }, language)
  return html`${all}${alone === '' ? '' : html`, <strong class="discovery-differs">${alone}</strong>`}; ${fill(dialect, { dialect: kind.dialect }, language)}`
}

interface RowState {
  readonly isFirstOfWay: boolean
  readonly isOnly: boolean
  /** Whether it is marked as doubtful by itself. */
  readonly isDoubtful: boolean
  readonly whom: string | undefined
  /** What came of it, a question each; undefined: nothing was made yet. */
  readonly made: readonly MadeEvent[] | undefined
  readonly end: End | undefined
}

function row(frame: Frame, step: Step, { isFirstOfWay, isOnly, isDoubtful, whom, made, end }: RowState): Html {
  const words = frame.words.discovery
  const last = made?.at(-1)
  const state = made === undefined ? (step.isOutside ? 'withheld' : 'planned') : (last?.end ?? 'skipped')
  return html`<li class="discovery-step time-step" data-id="${step.id}" data-state="${state}" ${isFirstOfWay ? 'data-first' : ''}>
      <span class="discovery-via">${words.via[step.via]}</span>
      <span class="time-dot" aria-hidden="true"></span>
      <div class="discovery-what time-what">
        <p class="discovery-ask"><span class="discovery-number figure">${step.number}</span> <code data-slot="ask">${last?.ask ?? step.ask}</code>
          ${isOnly ? html`<span class="discovery-mark only">${words.onlyHere}</span>` : ''}
          ${isDoubtful ? doubt(frame, step.basis) : ''}</p>
        <p class="discovery-when hint">${whenText(frame, step, whom)}</p>
        <div data-slot="answers">${(made ?? []).map((each, i) => answer(frame, each, i > 0 || (made?.length ?? 0) > 1))}</div>
        <div data-slot="end">${end === undefined ? '' : ending(frame, end)}</div>
      </div>
    </li>`
}

// where a whole plan is as doubtful as its first lookup, that is said once
function doubtOfAll(steps: readonly Step[]): Basis | undefined {
  const [first] = steps
  return first?.isDoubtful && steps.every(({ basis }) => basis.strength === first.basis.strength) ? first.basis : undefined
}

function doubt({ words }: Frame, { strength, source }: Basis): Html {
  return html`<span class="discovery-mark doubt" title="${source}">${words.discovery.strength[strength]}</span>`
}

function whenText({ words: { discovery: words }, language }: Frame, step: Step, whom: string | undefined): string {
  const conditions = step.when.map(({ says, steps }) => fill(words.when[says], { steps }, language))
  const outside = step.isOutside ? [words.outside] : whom === undefined ? [] : [fill(words.whom, { whom }, language)]
  return [
    ...outside,
    ...conditions,
    fill(words.waits, { time: timeText(step.waitsMs, words, language) }, language),
    ...(step.note === undefined ? [] : [step.note]),
  ].join(' · ')
}

function timeText(ms: number, words: Frame['words']['discovery'], language: string): string {
  return ms % 1000 === 0 ? fill(words.seconds, { n: ms / 1000 }, language) : fill(words.milliseconds, { n: ms }, language)
}

function answer(
  { words: { discovery: words }, language }: Frame,
  { ask, outcome, from, ms, end }: MadeEvent,
  isOneOfSeveral: boolean,
): Html {
  return html`<p class="discovery-answer" data-state="${end}">
      ${isOneOfSeveral ? html`<code>${ask}</code> ` : ''}<strong>${outcome}</strong>${from === undefined ? '' : html` <span class="hint">${fill(words.says, { from }, language)}</span>`}
      ${end === 'withheld' ? '' : html`<span class="discovery-ms figure">${ms.toFixed(1)} ms</span>`}</p>`
}

function ending({ words: { discovery: words } }: Frame, { found, conclusion, todo }: End): Html {
  const [first, ...more] = todo
  return html`<div class="${`discovery-end ${found ? 'found' : 'missed'}`}">
      <p class="discovery-here">${found ? words.foundHere : words.stoppedHere}</p>
      <p class="discovery-conclusion">${conclusion}</p>
      ${first === undefined ? '' : html`<p class="discovery-todo"><strong>${words.todo}</strong> ${first}</p>`}
      ${more.length === 0 ? '' : html`<ul>${more.map((each) => html`<li>${each}</li>`)}</ul>`}
    </div>`
}

function facts({ words: { discovery: words }, language }: Frame, { enabledBy, facts }: ClientKind): Html {
  return html`<details class="discovery-facts"><summary>${words.facts}</summary>
      <ul><li>${fill(words.enabledBy, { what: enabledBy }, language)}</li>
      ${facts.map(
        (
          fact,
        ) => html`<li>${fact.says} <span class="${`discovery-mark${isDoubtful(fact) ? ' doubt' : ''}`}">${words.strength[fact.strength]}</span>
          <span class="hint">${fact.source}</span></li>`,
      )}</ul></details>`
}

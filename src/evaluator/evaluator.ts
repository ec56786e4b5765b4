import { type Dialect, dialects } from './dialects/dialect.ts'
import { holdsLineEnd } from './dialects/plain-url.ts'
import type { DialectRules, Question, Script } from './dialects/rules.ts'
import { callMs, defaultLimits, type Limits, readingMs, VISITS_A_MESSAGE } from './limits.ts'
import type { Outcome } from './protocol.ts'
import { failed, readOutcome } from './read-outcome.ts'
import { resolveNames } from './resolve-names.ts'
import { checkWorld, worldText } from './sandbox-world.ts'
import { openThread, type Request, type Thread } from './thread.ts'
import type { TracedVerdict } from './trace.ts'
import { TraceThread } from './tracing/trace-thread.ts'
import { traceVisit } from './tracing/trace-visit.ts'
import type { FailedVerdict, Verdict } from './verdict.ts'
import type { PacSource, Resolve, Visit, World } from './world.ts'

/** Runs PACs in a worker of its own, which is replaced when a script does not let go of it. */
export interface Evaluator extends AsyncDisposable {
  /**
   * What a PAC decides for each visit, in their order. A verdict depends on the arguments alone, whatever was evaluated before:
   * within a call the script's globals live on from visit to visit, as in a browser, and every call starts from the state
   * after loading. Without `world.now` the moment is that of the call.
   *
   * Names that `world.dns` does not have are asked of `resolve`, each once a call; without it they do not resolve.
   * Rejects with a RangeError on what the caller got wrong (no URL, an unknown zone, too much at once), never for what a script does.
   */
  evaluate(pac: PacSource, visits: readonly Visit[], world: World, dialect?: Dialect, resolve?: Resolve): Promise<Verdict[]>
  /** Why a PAC cannot be used: it does not compile, throws while it is loaded, or lacks its function. `undefined` when it can. */
  check(pac: PacSource, dialect?: Dialect): Promise<FailedVerdict | undefined>
  /**
   * The verdict for one visit, the same that `evaluate` gives; how the script came to it; and the world with the moment, the zone
   * and every name that was asked, in which it comes about again. Rejects as `evaluate` does.
   */
  trace(pac: PacSource, visit: Visit, world: World, dialect?: Dialect, resolve?: Resolve): Promise<TracedVerdict>
}

type Asked = Extract<Question, { url: string }>

const NOWHERE: World = { addresses: [], dns: {}, now: 0, timeZone: 'UTC' }
const MOST_ROUNDS = 64
const KEPT_VERDICTS = 2000
const LONGEST_KEPT = 1000

/** Opens an evaluator: `await using evaluator = openEvaluator()`. */
export function openEvaluator(limits: Partial<Limits> = {}): Evaluator {
  return new ThreadEvaluator({ ...defaultLimits, ...limits })
}

class ThreadEvaluator implements Evaluator {
  readonly #limits: Limits
  readonly #thread: Thread
  readonly #traces: TraceThread
  readonly #verdicts = new Map<string, Verdict>()
  /** Read anew, it would be some megabytes for each call to copy and to compare. */
  #lastRead: { readonly text: string; readonly rules: DialectRules; readonly script: Script } | undefined
  #calls = 0
  #waiting = 0

  constructor(limits: Limits) {
    this.#limits = limits
    this.#thread = openThread(limits)
    this.#traces = new TraceThread(limits)
  }

  async evaluate(
    pac: PacSource,
    visits: readonly Visit[],
    world: World,
    dialect: Dialect = 'chromium',
    resolve?: Resolve,
  ): Promise<Verdict[]> {
    const rules = dialects[dialect]
    const questions = this.#readVisits(visits, rules)
    checkWorld(world, this.#limits.names)
    const script = this.#readScript(pac, rules)
    if ('failed' in script) return questions.map((question) => bypass(question) ?? failed(script.failed, script.detail, rules))
    const asked = questions.filter((question) => 'url' in question)
    if (this.#waiting + asked.length > this.#limits.waiting)
      throw new RangeError('too many visits are waiting for this evaluator')
    this.#waiting += asked.length
    try {
      const verdicts = await this.#ask(script.text, asked, world, dialect, resolve)
      let next = 0
      return questions.map((question) => bypass(question) ?? (verdicts[next++] as Verdict))
    } finally {
      this.#waiting -= asked.length
    }
  }

  async check(pac: PacSource, dialect: Dialect = 'chromium'): Promise<FailedVerdict | undefined> {
    const rules = dialects[dialect]
    const script = this.#readScript(pac, rules)
    if ('failed' in script) return failed(script.failed, script.detail, rules)
    const [request] = this.#requests(
      script.text,
      [],
      NOWHERE,
      dialect,
      false,
      callMs(1, this.#limits) + readingMs(script.text.length),
    )
    const { failure } = await this.#thread.run(request as Request)
    const verdict = failure === '' ? undefined : readOutcome(failure, rules)
    return verdict?.kind === 'failed' ? verdict : undefined
  }

  trace(pac: PacSource, visit: Visit, world: World, dialect: Dialect = 'chromium', resolve?: Resolve): Promise<TracedVerdict> {
    const decide = (known: World, ask: Resolve | undefined) => this.evaluate(pac, [visit], known, dialect, ask)
    return traceVisit({ pac, visit, world, dialect }, decide, resolve, this.#traces, this.#limits)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#thread[Symbol.asyncDispose]()
    await this.#traces[Symbol.asyncDispose]()
  }

  #readScript(pac: PacSource, rules: DialectRules): Script {
    const length = 'text' in pac ? pac.text.length : pac.bytes.length
    const { scriptLength } = this.#limits
    if (length > scriptLength)
      return { failed: 'memory', detail: `the script's length of ${length} is over the limit of ${scriptLength}` }
    if (!('text' in pac)) return rules.readScript(pac)
    if (pac.text !== this.#lastRead?.text || rules !== this.#lastRead.rules)
      this.#lastRead = { text: pac.text, rules, script: rules.readScript(pac) }
    return this.#lastRead.script
  }

  #readVisits(visits: readonly Visit[], rules: DialectRules): Question[] {
    const { visits: most, urlLength } = this.#limits
    if (visits.length > most) throw new RangeError(`${visits.length} visits are over the limit of ${most} a call`)
    return visits.map((visit) => {
      if (visit.url.length > urlLength)
        throw new RangeError(`a URL of ${visit.url.length} characters is over the limit of ${urlLength}`)
      if (visit.host !== undefined && (visit.host.length > urlLength || holdsLineEnd(visit.host)))
        throw new RangeError(`"${visit.host.slice(0, 200)}" is not a host`)
      return rules.readVisit(visit)
    })
  }

  // asks, resolves the names that are missing, and asks again, until nothing is missing or the call has had its time
  async #ask(
    text: string,
    asked: readonly Asked[],
    world: World,
    dialect: Dialect,
    resolve: Resolve | undefined,
  ): Promise<Verdict[]> {
    let known: World = { ...world, now: world.now ?? Date.now() }
    let left = callMs(asked.length, this.#limits) + readingMs(text.length)
    let resolving = this.#limits.resolvingMs
    for (let round = 0; ; round++) {
      const mayAsk = resolve !== undefined && round < MOST_ROUNDS && resolving > 0
      const requests = this.#requests(text, asked, known, dialect, mayAsk, left)
      const outcomes = await Promise.all(requests.map((request) => this.#thread.run(request)))
      for (const { cpuMs } of outcomes) left -= cpuMs
      const wanted = new Set(outcomes.flatMap((outcome) => outcome.wanted))
      if (wanted.size === 0 || resolve === undefined)
        return outcomes.flatMap((outcome, i) => this.#read(outcome, requests[i]?.visits ?? 0, dialect))
      const began = performance.now()
      const found = await resolveNames(wanted, resolve, this.#limits.resolveMs, resolving)
      resolving -= performance.now() - began
      known = { ...known, dns: { ...known.dns, ...found } }
    }
  }

  #requests(text: string, asked: readonly Asked[], world: World, dialect: Dialect, mayAsk: boolean, callMs: number): Request[] {
    const common = {
      text,
      dialect,
      call: this.#calls++,
      callMs,
      world: worldText(world, dialects[dialect], mayAsk),
      now: world.now ?? 0,
      timeZone: world.timeZone,
    }
    const requests: Request[] = []
    for (let from = 0; from < asked.length || from === 0; from += VISITS_A_MESSAGE) {
      const to = Math.min(from + VISITS_A_MESSAGE, asked.length)
      let urls = asked[from]?.url ?? ''
      let hosts = asked[from]?.host ?? ''
      for (let i = from + 1; i < to; i++) {
        urls += `\n${asked[i]?.url}`
        hosts += `\n${asked[i]?.host}`
      }
      requests.push({ ...common, urls, hosts, visits: to - from })
    }
    return requests
  }

  #read(outcome: Outcome, visits: number, dialect: Dialect): Verdict[] {
    if (outcome.failure !== '') return new Array<Verdict>(visits).fill(this.#verdict(outcome.failure, dialect))
    const verdicts = outcome.texts.map((text) => this.#verdict(text, dialect))
    return Array.from(outcome.codes, (code) => verdicts[code] as Verdict)
  }

  // one text is always the same verdict; a PAC has few, so reading them again would be waste
  #verdict(text: string, dialect: Dialect): Verdict {
    const key = `${dialect} ${text}`
    let verdict = this.#verdicts.get(key)
    if (verdict === undefined) {
      verdict = readOutcome(text, dialects[dialect])
      if (this.#verdicts.size >= KEPT_VERDICTS) this.#verdicts.clear()
      if (key.length <= LONGEST_KEPT) this.#verdicts.set(key, verdict)
    }
    return verdict
  }
}

function bypass(question: Question): Verdict | undefined {
  return 'bypassed' in question ? { kind: 'bypassed', detail: question.bypassed } : undefined
}

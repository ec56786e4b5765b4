import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Report } from './sighting.ts'

/** What Prometheus reads. */
export interface Metrics {
  readonly report: Report
  /** Counts a reload of the configuration or of a PAC, and whether it was taken. */
  reloaded(what: 'configuration' | 'pac', taken: boolean): void
  /** Counts sightings that could not be kept. */
  dropped(count: number): void
  /** The text exposition format, version 0.0.4. */
  text(): Promise<string>
}

// from 10 us to 1 s: an answer takes tens of microseconds, and Chromium gives up after one second (requirement N8)
const buckets = [0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.01, 0.1, 1]

/** Counts answers, silences by reason and the time that they took, beside what prom-client knows of the process. */
export function openMetrics(version: string): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const answers = new Counter({
    name: 'wpadd_answers_total',
    help: 'Requests answered',
    labelNames: ['via', 'outcome'],
    registers,
  })
  const silences = new Counter({
    name: 'wpadd_silences_total',
    help: 'Requests left unanswered',
    labelNames: ['via', 'reason'],
    registers,
  })
  // the names are those of the configuration
  const profiles = new Counter({
    name: 'wpadd_profile_answers_total',
    help: 'Requests for the PAC that a profile answered',
    labelNames: ['profile'],
    registers,
  })
  const seconds = new Histogram({
    name: 'wpadd_answer_seconds',
    help: 'From reading a request to handing over its reply',
    labelNames: ['via'],
    buckets,
    registers,
  })
  const dropped = new Counter({
    name: 'wpadd_sightings_dropped_total',
    help: 'Sightings that were not kept for the page',
    registers,
  })
  const reloads = new Counter({
    name: 'wpadd_reloads_total',
    help: 'Reloads of the configuration and of PAC files',
    labelNames: ['what', 'result'],
    registers,
  })
  new Gauge({ name: 'wpadd_info', help: 'The version that runs', labelNames: ['version'], registers }).set({ version }, 1)
  collectDefaultMetrics({ register: registry })
  return {
    report({ via, outcome, answered, profile, milliseconds }) {
      if (!answered) return silences.inc({ via, reason: outcome })
      answers.inc({ via, outcome })
      if (profile !== undefined) profiles.inc({ profile })
      seconds.observe({ via }, milliseconds / 1000)
    },
    reloaded: (what, taken) => reloads.inc({ what, result: taken ? 'taken' : 'refused' }),
    dropped: (count) => dropped.inc(count),
    text: () => registry.metrics(),
  }
}

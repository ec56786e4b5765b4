// Compares in the background of the Compare page: reads the visits, asks the API for one slice of them after the other, and adds up what
// changes. The page stays free; the log stays in this browser, only its URLs are sent.

import { changesCsv, changesJson } from './changes-file.js'
import { jsonLines } from './json-lines.js'
import { openVisitLines } from './visit-lines.js'

/**
 * @typedef {{ url: string, hits: number }} Visit
 * @typedef {{ before: string, after: string, detail?: string, visits: Visit[], hits: number }} Group
 * @typedef {{ visits: number, hits: number }} Count
 */

const mostVisits = 200_000
const visitsOfSlice = 4000
const charactersOfSlice = 1_000_000
const shownGroups = 200
const shownVisits = 20
const mostTries = 60
const everyMs = 150

/** @type {AbortController | undefined} */
let running
/** @type {Map<string, Group>} */
let groups = new Map()

addEventListener('message', ({ data }) => {
  if (data.kind === 'start') void start(data)
  if (data.kind === 'stop') running?.abort()
  if (data.kind === 'examples') postMessage({ kind: 'examples', id: data.id, visits: examples(data.id) })
  if (data.kind === 'file') postMessage({ kind: 'file', format: data.format, blob: file(data.format) })
})

/**
 * @param {{ visits: Blob, request: Record<string, unknown> }} job
 */
async function start({ visits: source, request }) {
  running?.abort()
  const mine = new AbortController()
  running = mine
  groups = new Map()
  const state = { done: 0, of: 0, unchanged: { visits: 0, hits: 0 }, failing: { before: 0, after: 0 }, world: {} }
  try {
    const reading = await read(source, mine.signal)
    const { visits, ...rest } = reading
    state.of = visits.size
    const list = [...visits].map(([url, hits]) => ({ url, hits }))
    postMessage({ kind: 'read', ...rest, visits: list.length })
    let asked = request
    for (const slice of slices(list)) {
      await compare({ ...asked, visits: slice }, state, mine.signal)
      // every slice is asked at the moment of the first
      asked = { ...request, now: Reflect.get(state.world, 'now') }
    }
    say('done', state)
  } catch (error) {
    say('stopped', state, mine.signal.aborted ? '' : error instanceof Error ? error.message : String(error), error)
  }
}

/**
 * @param {Blob} source
 * @param {AbortSignal} signal
 */
async function read(source, signal) {
  const lines = openVisitLines(mostVisits)
  const said = rarely()
  let bytes = 0
  const reader = (await plain(source)).getReader()
  const decoder = new TextDecoder()
  for (;;) {
    const { done, value } = await reader.read()
    signal.throwIfAborted()
    if (done) break
    bytes += value.length
    lines.push(decoder.decode(value, { stream: true }))
    const { reading } = lines
    said(() => postMessage({ kind: 'reading', part: bytes / source.size, lines: reading.lines, visits: reading.visits.size }))
  }
  lines.push(decoder.decode())
  lines.end()
  return lines.reading
}

/**
 * A log that was rotated away is often compressed.
 * @param {Blob} source
 * @returns {Promise<ReadableStream<Uint8Array<ArrayBuffer>>>}
 */
async function plain(source) {
  const head = new Uint8Array(await source.slice(0, 2).arrayBuffer())
  const isGzip = head[0] === 0x1f && head[1] === 0x8b
  return isGzip ? source.stream().pipeThrough(new DecompressionStream('gzip')) : source.stream()
}

/**
 * @param {Visit[]} list
 */
function* slices(list) {
  for (let from = 0; from < list.length; ) {
    let characters = 0
    let to = from
    while (to < list.length && to - from < visitsOfSlice && characters < charactersOfSlice) {
      characters += list[to]?.url.length ?? 0
      to++
    }
    yield list.slice(from, to)
    from = to
  }
}

/**
 * @typedef {{ done: number, of: number, unchanged: Count, failing: { before: number, after: number }, world: object }} State
 */

/**
 * @param {object} request
 * @param {State} state
 * @param {AbortSignal} signal
 */
async function compare(request, state, signal) {
  const response = await ask(JSON.stringify(request), signal)
  const before = state.done
  const said = rarely()
  for await (const line of jsonLines(response)) {
    if (line.kind === 'world') state.world = line
    if (line.kind === 'change') take(line)
    if (line.kind === 'progress') {
      state.done = before + line.done
      said(() => say('comparing', state))
    }
    if (line.kind === 'done') {
      state.unchanged.visits += line.unchanged.visits
      state.unchanged.hits += line.unchanged.hits
      state.failing.before += line.failing.before.visits
      state.failing.after += line.failing.after.visits
    }
    if (line.kind === 'stopped') throw new Error(line.why)
  }
}

/**
 * Asks, and again where the server has too much to do.
 * @param {string} body
 * @param {AbortSignal} signal
 */
async function ask(body, signal) {
  for (let tries = 0; ; tries++) {
    const response = await fetch('/api/v1/compare', {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json' },
      signal,
    })
    if (response.ok) return response
    if (response.status !== 503 || tries >= mostTries) throw new Refusal(response.status, await problemOf(response))
    await new Promise((resolve) => setTimeout(resolve, 500))
    signal.throwIfAborted()
  }
}

/** What the server said in place of an answer. */
class Refusal extends Error {
  /**
   * @param {number} status
   * @param {{ detail?: string, errors?: { field: string, detail: string }[] }} problem
   */
  constructor(status, problem) {
    super(problem.detail ?? `HTTP ${status}`)
    this.status = status
    this.errors = problem.errors ?? []
  }
}

/** @param {Response} response */
async function problemOf(response) {
  try {
    return await response.json()
  } catch {
    return {}
  }
}

/** @param {{ before: string, after: string, detail?: string, visits: Visit[] }} change */
function take({ before, after, detail, visits }) {
  const id = `${before}\n${after}`
  const group = groups.get(id) ?? { before, after, ...(detail !== undefined && { detail }), visits: [], hits: 0 }
  for (const visit of visits) {
    group.visits.push(visit)
    group.hits += visit.hits
  }
  groups.set(id, group)
}

/**
 * @param {'comparing' | 'done' | 'stopped'} kind
 * @param {State} state
 * @param {string} [why]
 * @param {unknown} [error]
 */
function say(kind, state, why, error) {
  const all = [...groups].sort(([, a], [, b]) => b.hits - a.hits)
  const sum = (/** @type {(group: Group) => number} */ of) => all.reduce((total, [, group]) => total + of(group), 0)
  postMessage({
    kind,
    ...state,
    why,
    ...(error instanceof Refusal && { status: error.status, errors: error.errors }),
    changed: { visits: sum(({ visits }) => visits.length), hits: sum(({ hits }) => hits) },
    more: Math.max(0, all.length - shownGroups),
    groups: all.slice(0, shownGroups).map(([id, { visits, ...group }]) => ({ id, ...group, visits: visits.length })),
  })
}

/** @param {string} id */
function examples(id) {
  return (groups.get(id)?.visits ?? []).toSorted((a, b) => b.hits - a.hits).slice(0, shownVisits)
}

/** @param {string} format */
function file(format) {
  const all = [...groups.values()].sort((a, b) => b.hits - a.hits)
  return format === 'json'
    ? new Blob([changesJson(all)], { type: 'application/json' })
    : new Blob([changesCsv(all)], { type: 'text/csv;charset=utf-8' })
}

// progress is told a few times a second, not for every chunk
function rarely() {
  let last = 0
  return (/** @type {() => void} */ tell) => {
    if (performance.now() - last < everyMs) return
    last = performance.now()
    tell()
  }
}

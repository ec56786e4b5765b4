import type { PacSource, Visit, World } from '../../../src/evaluator/world.ts'
import { names } from './expressions.ts'
import type { WholeScript } from './scripts.ts'

/** A PAC and the URLs that it is asked about; each of them is a pair that an engine and we decide. */
export interface Question {
  readonly about: string
  readonly pac: Extract<PacSource, { bytes: Uint8Array }>
  readonly visits: readonly (Visit & { readonly name: string })[]
}

/** Where the clock is read, by the engine and by us; half an hour off, so that GMT is another hour and another minute. */
export const timeZone = 'Asia/Kolkata'

/** The names of which a browser asks something on its own; no visit has such a host. */
export const isStranger = /\.(com|net)$/

/** The world that an engine is put into; the moment is that of the call. */
export const world: World = { addresses: [], dns: names, timeZone }

// A script can say little by the proxy that it chooses, but all that it knows by that proxy's name. In the oldest words there are.
const say = `function say(text, host) {
  if (/\\.(com|net)$/.test(host)) return "DIRECT";
  var name = "";
  for (var i = 0; i < text.length && i < 112; i++) {
    if (i > 0 && i % 28 == 0) name += ".";
    name += (text.charCodeAt(i) < 16 ? "0" : "") + text.charCodeAt(i).toString(16);
  }
  return "HTTPS " + name + ".said.test";
}
`

/** The text behind a proxy's name that `say` made; other names as they are. */
export function heard(place: string): string {
  return place.replace(/\b([0-9a-f.]+)\.said\.test\b/, (_, hex: string) => {
    return JSON.stringify(Buffer.from(hex.replaceAll('.', ''), 'hex').toString('latin1'))
  })
}

/** A PAC that says the URL and the host that it was told. */
export function sayWhatIsTold(about: string, urls: readonly string[]): Question {
  const find = 'function FindProxyForURL(url, host) { return say(url + " " + host, host) }\n'
  return { about, pac: ofText(say + find), visits: urls.map((url) => ({ name: url, url })) }
}

/** A PAC that says the type and the value of an expression, or what it threw. */
export function sayValues(about: string, expressions: readonly string[]): Question {
  const find = `function FindProxyForURL(url, host) {
  try {
    var value = cases[host](url, host);
    return say(typeof value + " " + value, host);
  } catch (error) {
    return say("threw " + error.name, host);
  }
}
`
  const cases = expressions.map((expression, i) => `cases["e${i}.test"] = function (url, host) { return ${expression} };\n`)
  return {
    about,
    pac: ofText(`${say}var cases = {};\n${cases.join('')}${find}`),
    visits: expressions.map((name, i) => ({ name, url: `http://e${i}.test/` })),
  }
}

/** A PAC that gives these answers; names under `.test` are made different in each. */
export function giveAnswers(about: string, answers: readonly string[]): Question {
  const cases = answers.map((answer, i) => {
    const own = answer.replaceAll('.test', `.a${i}.test`).replaceAll('.TEST', `.A${i}.TEST`)
    return `cases["a${i}.test"] = function () { return ${own} };\n`
  })
  return {
    about,
    pac: ofText(
      `var cases = {};\n${cases.join('')}function FindProxyForURL(url, host) { return cases[host] ? cases[host]() : "DIRECT" }\n`,
    ),
    visits: answers.map((name, i) => ({ name, url: `https://a${i}.test/` })),
  }
}

/** A whole script, asked once. */
export function runScript({ name, pac, contentType }: WholeScript): Question {
  const bytes = typeof pac === 'string' ? Buffer.from(pac) : pac
  const type = contentType ?? 'application/x-ns-proxy-autoconfig'
  return { about: name, pac: { bytes, contentType: type }, visits: [{ name, url: 'http://whole.test/' }] }
}

function ofText(text: string): Question['pac'] {
  return { bytes: Buffer.from(text), contentType: 'application/x-ns-proxy-autoconfig' }
}

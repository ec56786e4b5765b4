import { setTimeout as wait } from 'node:timers/promises'
import { setNiceness } from './niceness.ts'

// People at the pages of ORIGIN with the session COOKIE, COUNT of them: each opens pages and evaluates visits, with a second between;
// and one comparison of two PACs runs all the while. It says "ready" once the comparison runs, and what was done when its standard
// input ends.
const [origin = '', cookie = '', count = '50'] = process.argv.slice(2)
const headers = { cookie, 'content-type': 'application/json' }
const pages = ['/', '/sites', '/sightings', '/compare', '/discovery']
const ending = new AbortController()
const done = { pages: 0, evaluations: 0, comparisons: 0, refused: 0 }
const pac = (proxy: string) => `function FindProxyForURL(url, host) {
  if (isPlainHostName(host)) return "DIRECT";
  if (shExpMatch(host, "*.example.${proxy === 'a' ? 'org' : 'net'}")) return "PROXY ${proxy}.example.com:3128";
  return "PROXY proxy.example.com:3128; DIRECT";
}`

setNiceness(10) // the people sit at other machines
process.stdin.on('end', () => ending.abort()).resume()
void compare()
const people = Array.from({ length: Number(count) }, (_, i) => person(i))
process.stdout.write('ready\n')
await Promise.all(people)
process.stdout.write(`${JSON.stringify(done)}\n`)
process.exit()

async function person(number: number): Promise<void> {
  await pause((number * 1000) / Number(count))
  for (let turn = number; !ending.signal.aborted; turn++) {
    await ask(pages[turn % pages.length]!).then(() => done.pages++)
    const visits = Array.from({ length: 20 }, (_, i) => `https://www${i}.example.org/${turn}`)
    const body = JSON.stringify({ pac: pac('a'), visits })
    await ask('/api/v1/evaluate', { method: 'POST', body }).then((fine) => (fine ? done.evaluations++ : done.refused++))
    await pause(1000)
  }
}

async function compare(): Promise<void> {
  while (!ending.signal.aborted) {
    const visits = Array.from({ length: 20_000 }, (_, i) => `https://host${i}.example.${i % 2 ? 'org' : 'net'}/`)
    const body = JSON.stringify({ before: { pac: pac('a') }, after: { pac: pac('b') }, visits })
    if (await ask('/api/v1/compare', { method: 'POST', body })) done.comparisons++
    else await pause(200)
  }
}

async function ask(path: string, init: RequestInit = {}): Promise<boolean> {
  try {
    const response = await fetch(`${origin}${path}`, { ...init, headers, signal: ending.signal })
    await response.arrayBuffer()
    return response.ok
  } catch {
    return false
  }
}

async function pause(ms: number): Promise<void> {
  await wait(ms, undefined, { signal: ending.signal }).catch(() => {})
}

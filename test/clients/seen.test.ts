import { describe, type ExpectStatic, it } from 'vitest'
import { clientKinds } from '../../src/clients/known-kinds.ts'
import { expected } from './expected.ts'
import { discoverIn } from './host.ts'
import { openLan } from './lan.ts'
import { short, states } from './states.ts'

type State = keyof typeof states
type Row = readonly [kind: string, state: State, lookups: string]

const rows = (Object.keys(states) as State[]).flatMap((state) =>
  Object.entries(expected[state]).flatMap(([kinds, lookups]) => kinds.split(', ').map((kind): Row => [kind, state, lookups])),
)

const rowsOf = (...kinds: string[]) => rows.filter(([kind]) => kinds.includes(kind))

/** Makes a kind's discovery against wpadd's own listeners, and holds what they saw against what it says that it asked. */
async function holds([kind, state, lookups]: Row, expect: ExpectStatic) {
  await using lan = await openLan(states[state])
  const made = await discoverIn(lan, kind, 'dhcp' in states[state] ? {} : { silence: 100 })
  expect(made.map(({ ask, outcome }) => `${short(ask, lan)} ${outcome.end}`).join('; ')).toBe(lookups)
  const asked = (via: string) => made.filter(({ lookup, outcome }) => lookup.via === via && outcome.end !== 'withheld')
  await expect.poll(() => lan.seen.dhcp.length).toBe(asked('dhcp').length)
  await expect.poll(() => lan.seen.dns.map(nameOf)).toEqual(asked('dns').map(({ ask }) => nameOf(ask)))
  // a GET of a dead URL is seen by nobody, one that is redirected twice
  const gets = asked('http').filter(({ outcome }) => outcome.end !== 'failed')
  await expect.poll(() => lan.seen.http.filter((path) => !path.endsWith('/next.pac')).length).toBe(gets.length)
}

// the listeners name the type in words of their own
function nameOf(question: string): string {
  return question.split(' ')[0] ?? ''
}

describe.concurrent('the lookups that the listeners see', () => {
  it('has a row for each kind in each state', ({ expect }) => {
    const missing = [...clientKinds.keys()].flatMap((kind) =>
      Object.keys(states).filter((state) => !rows.some((row) => row[0] === kind && row[1] === state)),
    )
    expect(missing).toEqual([])
  })

  it.for(rowsOf('draft'))('W8: %s, where %s', (row, { expect }) => holds(row, expect))
  it.for(rowsOf('chromium', 'chromium-windows'))('C1 C2: %s, where %s', (row, { expect }) => holds(row, expect))
  it.for(rowsOf('firefox', 'firefox-windows'))('C1 C3: %s, where %s', (row, { expect }) => holds(row, expect))
  it.for(rowsOf('ie7', 'winhttp', 'windows10', 'jdk', 'dotnet'))('C1 C4: %s, where %s', (row, { expect }) => holds(row, expect))
  it.for(rowsOf('ie5', 'ie6'))('C1 C5: %s, where %s', (row, { expect }) => holds(row, expect))
  it.for(rowsOf('macos', 'ios', 'android', 'kde', 'libproxy'))('C1 C6: %s, where %s', (row, { expect }) => holds(row, expect))
  it.for(rowsOf('proxy-vole', 'wine'))('W8: %s, where %s', (row, { expect }) => holds(row, expect))
})

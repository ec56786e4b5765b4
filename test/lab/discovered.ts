import { runClient, type Setting } from './client.ts'

/** The client's name and search list, as a technician types them. */
export const pc = ['--fqdn', 'pc.department.branch.example.test', '--search', 'branch.example.test,example.test']

/** What `wpadd discover` did on the client's machine. */
export interface Discovered {
  /** What it was captured asking. */
  readonly steps: readonly string[]
  /** What it says that it asked, in the same words. */
  readonly said: readonly string[]
  readonly outcomes: readonly string[]
  readonly pac: { readonly url: string; readonly bytes: number; readonly contentType: string } | null
}

/** Runs `wpadd discover --as` with these words on the client's machine. */
export async function discovered(words: readonly string[], setting: Setting = {}): Promise<Discovered> {
  const { steps, output, code } = await runClient('wpadd_discovers', { ...setting, words: ['--as', ...words] })
  const line = output.split('\n').find((text) => text.startsWith('{'))
  if (line === undefined) throw new Error(`wpadd discover ended with ${code}:\n${output}`)
  const { lookups, pac } = JSON.parse(line) as { lookups: SaidLookup[]; pac: Discovered['pac'] }
  return { steps, said: lookups.map(step), outcomes: lookups.map(({ outcome }) => outcome), pac }
}

interface SaidLookup {
  readonly via: string
  readonly ask: string
  readonly outcome: string
}

// `wpad.example.test A` -> `DNS A wpad.example.test`, as a capture is read
function step({ via, ask }: SaidLookup): string {
  const [first = '', second = ''] = ask.split(' ')
  if (via === 'dns') return `DNS ${second} ${first}`
  if (via === 'http') return `HTTP GET ${second.replace('http://', '')}`
  return via === 'dhcp' ? 'DHCP INFORM' : `${via.toUpperCase()} ${ask}`
}

/** What a client asks, apart from how often: clients repeat themselves, and send the types of one name at once. */
export interface Asked {
  /** The DNS questions, sorted. */
  readonly questions: readonly string[]
  /** DHCP, each name, each file with its Host, in the order in which they are first seen. */
  readonly phases: readonly string[]
}

/** What the steps of a capture ask, without the test page. */
export function asked(steps: readonly string[]): Asked {
  const lookups = steps.filter((each) => !each.startsWith('HTTP GET 10.99.0.3/'))
  return {
    questions: unique(lookups.filter((each) => each.startsWith('DNS '))).sort(),
    phases: unique(lookups.map((each) => each.replace(/^DNS \S+/, 'DNS'))),
  }
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}

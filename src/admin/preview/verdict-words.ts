import type { Verdict, Proxy as WayOut } from '../../evaluator/verdict.ts'
import type { Words } from '../words/en.ts'

/** A verdict as a cell shows it: a shape and a word that say the same as the colour. */
export interface VerdictWords {
  readonly look: 'direct' | 'proxy' | 'fails'
  readonly shape: string
  readonly first: string
  /** What the client tries after the first, or what it makes of a failure. */
  readonly chain: readonly string[]
  /** The shapes of the chain. */
  readonly rest: string
  /** The PAC's own words, or why there are none. */
  readonly said: string
  /** What the client does in the end: two verdicts with the same one make no difference to a user. */
  readonly way: string
}

const shapes = { direct: '○', http: '▣', https: '◈', socks: '◆', socks4: '◆', socks5: '◆' } as const
const mostInChain = 50
const mostShapes = 4
const longestSaid = 2000

/** How one verdict is told. */
export function verdictWords(verdict: Verdict, words: Words['preview']): VerdictWords {
  if (verdict.kind === 'bypassed') {
    const said = words.notAsked(verdict.detail)
    return { look: 'direct', shape: '◌', first: 'DIRECT', chain: [], rest: '', said, way: 'DIRECT' }
  }
  if (verdict.kind === 'failed') {
    const chain = [verdict.clientDoes === 'direct' ? words.goesDirect : words.showsError]
    const first = words.failsWith(verdict.reason)
    return { look: 'fails', shape: '✕', first, chain, rest: '', said: clip(verdict.detail), way: `✕ ${verdict.clientDoes}` }
  }
  const [first = { type: 'direct' }, ...rest] = verdict.proxies
  const more = rest.length > mostInChain ? [words.more(rest.length - mostInChain)] : []
  return {
    look: first.type === 'direct' ? 'direct' : 'proxy',
    shape: shapes[first.type],
    first: proxyWords(first),
    chain: [...rest.slice(0, mostInChain).map(proxyWords), ...more],
    rest: `${rest
      .slice(0, mostShapes)
      .map(({ type }) => shapes[type])
      .join('')}${rest.length > mostShapes ? '…' : ''}`,
    said: clip(verdict.raw),
    way: verdict.proxies.map(proxyWords).join('; '),
  }
}

/** A way out as people write it: `DIRECT`, `proxy.example.com:3128`, `SOCKS5 192.0.2.7:1080`. */
function proxyWords(proxy: WayOut): string {
  if (proxy.type === 'direct') return 'DIRECT'
  const host = proxy.host.includes(':') ? `[${proxy.host}]` : proxy.host
  return `${proxy.type === 'http' ? '' : `${proxy.type.toUpperCase()} `}${host}${proxy.port === null ? '' : `:${proxy.port}`}`
}

/** How the words of a verdict stand to those of the first kind, which all others are measured by. */
export type CellState = 'reference' | 'same' | 'differs' | 'fails'

/** The state of a cell; `reference` is undefined for the first column's own. A failure is never quiet. */
export function cellState(cell: VerdictWords, reference: VerdictWords | undefined): CellState {
  if (cell.look === 'fails') return 'fails'
  if (reference === undefined) return 'reference'
  return cell.way === reference.way ? 'same' : 'differs'
}

/** All verdicts of one kind in one sentence: `3 visits: 2 through proxy.example.com:3128, 1 DIRECT.` */
export function summary(verdicts: readonly Verdict[], words: Words['preview']): string {
  const counts = new Map<string, { readonly verdict: Verdict; readonly count: number }>()
  for (const verdict of verdicts) {
    const way = wayOf(verdict, words, 1)
    const counted = counts.get(way) ?? { verdict, count: 0 }
    counts.set(way, { verdict, count: counted.count + 1 })
  }
  const ways = [...counts.values()]
    .sort((a, b) => b.count - a.count)
    .map(({ verdict, count }) => `${count} ${wayOf(verdict, words, count)}`)
  const shown = ways.length > 6 ? [...ways.slice(0, 5), words.otherWays(ways.length - 5)] : ways
  return `${words.visitsCount(verdicts.length)}: ${shown.join(', ')}.`
}

function wayOf(verdict: Verdict, words: Words['preview'], count: number): string {
  if (verdict.kind === 'bypassed') return words.directUnasked
  if (verdict.kind === 'failed') return words.failsBecause(verdict.reason, count)
  const [first = { type: 'direct' }] = verdict.proxies
  return first.type === 'direct' ? 'DIRECT' : words.through(proxyWords(first))
}

function clip(text: string): string {
  return text.length > longestSaid ? `${text.slice(0, longestSaid)}… (${text.length})` : text
}

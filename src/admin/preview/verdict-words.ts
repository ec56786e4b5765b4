import type { Verdict, Proxy as WayOut } from '../../evaluator/verdict.ts'

/** A verdict as a row shows it: a shape and a word that say the same as the colour. */
export interface VerdictWords {
  readonly look: 'direct' | 'proxy' | 'fails'
  readonly shape: string
  readonly first: string
  /** What the client tries after the first, or what it makes of a failure. */
  readonly chain: readonly string[]
  /** The PAC's own words, or why there are none. */
  readonly said: string
}

const shapes = { direct: '○', http: '▣', https: '◈', socks: '◆', socks4: '◆', socks5: '◆' } as const
const mostInChain = 50

/** How one verdict is told. */
export function verdictWords(verdict: Verdict): VerdictWords {
  if (verdict.kind === 'bypassed')
    return { look: 'direct', shape: '◌', first: 'DIRECT', chain: [], said: `the PAC is not asked: ${verdict.detail}` }
  if (verdict.kind === 'failed') {
    const after = verdict.clientDoes === 'direct' ? 'the client goes DIRECT' : 'the client shows an error'
    return { look: 'fails', shape: '✕', first: `fails: ${verdict.reason}`, chain: [after], said: verdict.detail }
  }
  const [first = { type: 'direct' }, ...rest] = verdict.proxies
  return {
    look: first.type === 'direct' ? 'direct' : 'proxy',
    shape: shapes[first.type],
    first: proxyWords(first),
    chain: [
      ...rest.slice(0, mostInChain).map(proxyWords),
      ...(rest.length > mostInChain ? [`${rest.length - mostInChain} more`] : []),
    ],
    said: verdict.raw,
  }
}

/** A way out as people write it: `DIRECT`, `proxy.example.com:3128`, `SOCKS5 192.0.2.7:1080`. */
export function proxyWords(proxy: WayOut): string {
  if (proxy.type === 'direct') return 'DIRECT'
  const host = proxy.host.includes(':') ? `[${proxy.host}]` : proxy.host
  return `${proxy.type === 'http' ? '' : `${proxy.type.toUpperCase()} `}${host}${proxy.port === null ? '' : `:${proxy.port}`}`
}

/** All verdicts in one sentence: `3 visits: 2 through proxy.example.com:3128, 1 DIRECT.` */
export function summary(verdicts: readonly Verdict[]): string {
  const counts = new Map<string, number>()
  for (const verdict of verdicts) {
    const way = wayOf(verdict)
    counts.set(way, (counts.get(way) ?? 0) + 1)
  }
  const ways = [...counts].sort(([, a], [, b]) => b - a).map(([way, count]) => `${count} ${way}`)
  const shown = ways.length > 6 ? [...ways.slice(0, 5), `${ways.length - 5} other ways`] : ways
  return `${verdicts.length} ${verdicts.length === 1 ? 'visit' : 'visits'}: ${shown.join(', ')}.`
}

function wayOf(verdict: Verdict): string {
  const { look, first } = verdictWords(verdict)
  if (verdict.kind === 'bypassed') return 'DIRECT without asking the PAC'
  if (verdict.kind === 'failed') return `fails (${verdict.reason})`
  return look === 'proxy' ? `through ${first}` : first
}

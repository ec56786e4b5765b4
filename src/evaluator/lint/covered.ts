import type { Atom } from './atoms.ts'

/** Conditions that came before, by what they ask; each question costs a few look-ups, however many there are. */
export class Covered {
  readonly #seen = new Map<string, number>()

  /** Remembers a condition and where it stands; the first of its kind stays. */
  add(atom: Atom, at: number): void {
    const key = keyOf(atom)
    if (!this.#seen.has(key)) this.#seen.set(key, at)
  }

  /** Where the same condition stands. */
  same(atom: Atom): number | undefined {
    return this.#seen.get(keyOf(atom))
  }

  /** Where a wider condition stands: whatever this one is true of, that one is. */
  wider(atom: Atom): number | undefined {
    if (atom.kind === 'network') return this.#widerNetwork(atom)
    if (atom.kind === 'plain' || atom.kind === 'text') return undefined
    const { kind, of, text } = atom
    // shExpMatch(host, "*")
    const everything = text === '' ? undefined : this.#seen.get(`suffix ${of} `)
    if (everything !== undefined) return everything
    // localhost beside isPlainHostName says what is meant, and does no harm
    const isPlain = kind === 'exact' && of === 'host' && !/[.:]/.test(text) && text !== 'localhost'
    if (isPlain && this.#seen.has('plain')) return this.#seen.get('plain')
    for (let i = kind === 'suffix' ? 1 : 0; kind !== 'prefix' && i < text.length; i++) {
      const found = this.#seen.get(`suffix ${of} ${text.slice(i)}`)
      if (found !== undefined) return found
    }
    for (let i = text.length - (kind === 'prefix' ? 1 : 0); kind !== 'suffix' && i > 0; i--) {
      const found = this.#seen.get(`prefix ${of} ${text.slice(0, i)}`)
      if (found !== undefined) return found
    }
    return undefined
  }

  #widerNetwork({ of, bits, network }: Extract<Atom, { kind: 'network' }>): number | undefined {
    for (let shorter = bits - 1; shorter >= 0; shorter--) {
      const found = this.#seen.get(`network ${of} ${shorter} ${Math.floor(network / 2 ** (bits - shorter))}`)
      if (found !== undefined) return found
    }
    return undefined
  }
}

function keyOf(atom: Atom): string {
  if (atom.kind === 'plain') return 'plain'
  if (atom.kind === 'text') return `text ${atom.text}`
  return atom.kind === 'network' ? `network ${atom.of} ${atom.bits} ${atom.network}` : `${atom.kind} ${atom.of} ${atom.text}`
}

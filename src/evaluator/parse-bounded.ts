import { type Node, Parser, type Program, tokTypes } from 'acorn'

// acorn looks through all names of a scope for each that is declared
const MOST_NAMES = 10_000

const gap = String.raw`(?:\s|//.*$)*`
const text = String.raw`(?:"[^"\\\n\r]*"|'[^'\\\n\r]*')`
const value = String.raw`(?:${text}|-?[\d.]+)`
const plainElement = new RegExp(`${gap}${value}${gap},`, 'my')
const plainProperty = new RegExp(`${gap}(?!.?__proto__)(?:${text}|[\\w$]+)${gap}:${gap}${value}${gap},`, 'my')
const plainParts = new Map<unknown, RegExp>([
  [tokTypes.bracketL, plainElement],
  [tokTypes.braceL, plainProperty],
])

/**
 * Parses a script that an engine has compiled, `whole` or without most of its data: the texts and numbers that an array or an object
 * literal begins with, to the last but one, are not in the tree then. A list of a hundred thousand domains is read fifty times as fast so.
 *
 * Throws what acorn throws, and a RangeError as soon as it would have more than `most` nodes, or so many names that parsing them
 * takes long: some megabytes of commas make more nodes than a worker has memory.
 */
export function parseBounded(script: string, most: number, part: 'whole' | 'without data'): Program {
  let nodes = 0
  let names = 0
  class BoundedParser extends Parser {
    // @ts-expect-error: acorn's own hook, which plug-ins override, is not in its types
    override parseExprAtom(...args: unknown[]): Node {
      // @ts-expect-error: as above; the token that was read last, and where the next one is looked for
      const { type, pos } = this as { type: unknown; pos: number }
      const plain = part === 'whole' ? undefined : plainParts.get(type)
      // @ts-expect-error: as above
      if (plain !== undefined) this.pos = endOfAll(plain, script, pos)
      // @ts-expect-error: as above
      return super.parseExprAtom(...args)
    }

    // @ts-expect-error: as above
    override finishNode(node: Node, type: string): Node {
      if (++nodes > most) throw new RangeError('too many nodes')
      // @ts-expect-error: as above
      return super.finishNode(node, type)
    }

    // @ts-expect-error: as above
    override declareName(...args: unknown[]): void {
      if (++names > MOST_NAMES) throw new RangeError('too many names')
      // @ts-expect-error: as above
      super.declareName(...args)
    }
  }
  return BoundedParser.parse(script, { ecmaVersion: 2020, sourceType: 'script' })
}

// where `one`, which is sticky, has matched as often as it can
function endOfAll(one: RegExp, script: string, from: number): number {
  let end = from
  for (one.lastIndex = from; one.test(script); ) end = one.lastIndex
  return end
}

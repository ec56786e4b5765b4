import { type Node, Parser, type Program } from 'acorn'

// acorn looks through all names of a scope for each that is declared
const MOST_NAMES = 10_000

/**
 * Parses a script. Throws what acorn throws, and a RangeError as soon as it would have more than `most` nodes, or so many names that
 * parsing them takes long: some megabytes of commas make more nodes than a worker has memory.
 */
export function parseBounded(script: string, most: number): Program {
  let nodes = 0
  let names = 0
  class BoundedParser extends Parser {
    // @ts-expect-error: acorn's own hook, which plug-ins override, is not in its types
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

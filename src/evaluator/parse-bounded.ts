import { type Node, Parser, type Program } from 'acorn'

/**
 * Parses a script. Throws what acorn throws, and a RangeError as soon as it would have more than `most` nodes: some megabytes of commas make
 * more of them than a worker has memory.
 */
export function parseBounded(script: string, most: number): Program {
  let nodes = 0
  class BoundedParser extends Parser {
    // @ts-expect-error: acorn's own hook, which plug-ins override, is not in its types
    override finishNode(node: Node, type: string): Node {
      if (++nodes > most) throw new RangeError('too many nodes')
      // @ts-expect-error: as above
      return super.finishNode(node, type)
    }
  }
  return BoundedParser.parse(script, { ecmaVersion: 2020, sourceType: 'script' })
}

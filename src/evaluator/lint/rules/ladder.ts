import type { AnyNode } from 'acorn'
import { readAtom } from '../atoms.ts'
import { holders } from '../completion.ts'
import { Covered } from '../covered.ts'
import type { Problem, Rule } from '../finding.ts'
import { type Meaning, operands, textOf } from '../meaning.ts'
import { isFunction, type NodeOf } from '../script.ts'

interface Meeting {
  readonly node: AnyNode
  readonly earlier: number
  readonly isSame: boolean
}

/** The same condition, key or list entry a second time. */
export const duplicate: Rule<Meaning> = {
  name: 'duplicate',
  severity: 'warning',
  *find(meaning): Iterable<Problem> {
    const lineOf = lines(meaning.script.text)
    for (const { node, earlier, isSame } of meetings(meaning))
      if (isSame)
        yield {
          at: node.start,
          message: `the same condition stands in line ${lineOf(earlier)} already`,
          mend: 'take one of them away',
        }
    for (const node of meaning.script.nodes('ObjectExpression')) yield* sameKeys(node, lineOf)
    for (const { elements } of meaning.script.nodes('ArrayExpression')) yield* sameNames(elements, lineOf)
    for (const { cases } of meaning.script.nodes('SwitchStatement'))
      yield* sameNames(
        cases.map(({ test }) => test ?? null),
        lineOf,
        'warning',
      )
  },
}

/** A condition that an earlier one covers: what stands here never decides anything. */
export const shadowed: Rule<Meaning> = {
  name: 'shadowed',
  severity: 'warning',
  *find(meaning): Iterable<Problem> {
    const lineOf = lines(meaning.script.text)
    for (const { node, earlier, isSame } of meetings(meaning))
      if (!isSame)
        yield {
          at: node.start,
          message: `line ${lineOf(earlier)} covers this already: it never decides anything`,
          mend: 'move it before that line, or take it away',
        }
  },
}

function lines(text: string): (offset: number) => number {
  const starts = [...text.matchAll(/\r\n|[\n\r]/g)].map(({ index }) => index)
  return (offset) => {
    let low = 0
    let high = starts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((starts[middle] as number) < offset) low = middle + 1
      else high = middle
    }
    return low + 1
  }
}

const known = new WeakMap<Meaning, readonly Meeting[]>()

// two rules ask
function meetings(meaning: Meaning): readonly Meeting[] {
  const found = known.get(meaning) ?? [...findMeetings(meaning)]
  known.set(meaning, found)
  return found
}

function* findMeetings(meaning: Meaning): Iterable<Meeting> {
  // host = host.toLowerCase(): what was asked before was asked of something else
  const changing = holders(meaning.script, meaning.script.nodes('AssignmentExpression', 'UpdateExpression'))
  for (const entry of meaning.reachable)
    if (entry.body.type === 'BlockStatement') yield* inBlock(entry.body.body, meaning, changing)
  for (const node of meaning.script.nodes('SwitchStatement')) yield* inSwitch(node, meaning)
  for (const block of meaning.script.nodes('BlockStatement')) {
    const parent = meaning.script.parentOf(block)
    if (parent === undefined || !isFunction(parent)) yield* inBlock(block.body, meaning, changing)
  }
}

function* inBlock(statements: readonly AnyNode[], meaning: Meaning, changing: ReadonlySet<AnyNode>): Iterable<Meeting> {
  let before = new Covered()
  for (const statement of statements) {
    if (statement.type !== 'IfStatement') {
      if (changing.has(statement)) before = new Covered()
      continue
    }
    yield* inChain(statement, before, meaning)
    if (changing.has(statement)) before = new Covered()
  }
}

// if ... else if ...; what a branch that returns has seen stays seen after the chain
function* inChain(first: NodeOf<'IfStatement'>, before: Covered, meaning: Meaning): Iterable<Meeting> {
  const chain = new Covered()
  let node: AnyNode | null | undefined = first
  while (node?.type === 'IfStatement') {
    const stays = meaning.completion.alwaysReturns(node.consequent)
    const own = new Covered()
    for (const part of operands(node.test, '||')) {
      yield* meet(part, [before, chain, own], meaning)
      const atom = readAtom(part, meaning)
      if (atom === undefined) continue
      for (const covered of stays ? [own, chain, before] : [own, chain]) covered.add(atom, part.start)
    }
    node = node.alternate
  }
}

// switch (true) { case ...: }
function* inSwitch({ discriminant, cases }: NodeOf<'SwitchStatement'>, meaning: Meaning): Iterable<Meeting> {
  if (discriminant.type !== 'Literal' || discriminant.value !== true) return
  const before = new Covered()
  for (const { test } of cases)
    for (const part of test ? operands(test, '||') : []) {
      yield* meet(part, [before], meaning)
      const atom = readAtom(part, meaning)
      if (atom !== undefined) before.add(atom, part.start)
    }
}

// each part of a && b is looked at: where one is covered, the whole is
function* meet(part: AnyNode, seen: readonly Covered[], meaning: Meaning): Iterable<Meeting> {
  for (const factor of operands(part, '&&')) {
    const atom = readAtom(factor, meaning)
    if (atom === undefined) continue
    for (const covered of seen) {
      const same = covered.same(atom)
      const earlier = same ?? covered.wider(atom)
      if (earlier === undefined) continue
      yield { node: factor, earlier, isSame: same !== undefined }
      return
    }
  }
}

function* sameKeys({ properties }: NodeOf<'ObjectExpression'>, lineOf: (offset: number) => number): Iterable<Problem> {
  const seen = new Map<string, NodeOf<'Property'>>()
  for (const property of properties) {
    if (property.type !== 'Property' || property.computed || property.kind !== 'init') continue
    const key =
      property.key.type === 'Identifier' ? property.key.name : property.key.type === 'Literal' ? String(property.key.value) : ''
    const before = seen.get(key)
    if (before !== undefined) {
      const isSame =
        before.value.type === 'Literal' && property.value.type === 'Literal' && before.value.raw === property.value.raw
      const message = `"${key}" stands in line ${lineOf(before.start)} already${isSame ? '' : ', with another value; this one holds'}`
      yield { at: property.start, message, mend: 'take one of them away', severity: isSame ? 'note' : 'warning' }
    }
    seen.set(key, property)
  }
}

// names of hosts and networks; other texts may stand in a list twice for a reason
function* sameNames(
  elements: readonly (AnyNode | null)[],
  lineOf: (offset: number) => number,
  severity: 'note' | 'warning' = 'note',
): Iterable<Problem> {
  const seen = new Map<string, number>()
  for (const node of elements) {
    const text = textOf(node)
    if (node === null || text === undefined || !/^[\w*-]*(\.[\w*-]+)+$/.test(text)) continue
    const before = seen.get(text)
    if (before !== undefined)
      yield {
        at: node.start,
        message: `"${text}" stands in line ${lineOf(before)} already`,
        mend: 'take one of them away',
        severity,
      }
    seen.set(text, node.start)
  }
}

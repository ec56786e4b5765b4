import type { AnyNode } from 'acorn'
import { arityOf } from '../engines.ts'
import type { Problem, Rule } from '../finding.ts'
import type { Meaning } from '../meaning.ts'
import { isIpv4, isMask, maskOf } from '../networks.ts'
import type { NamedCall } from '../script.ts'

type Complaint = readonly [at: AnyNode, message: string, mend: string]

/** Too few arguments, or too many. */
export const argumentCount: Rule<Meaning> = {
  name: 'argument-count',
  severity: 'error',
  *find(meaning): Iterable<Problem> {
    for (const { name, node, args } of meaning.calls) {
      const arity = arityOf(name)
      if (arity === undefined || args.some(({ type }) => type === 'SpreadElement')) continue
      const [least, most] = arity
      if (args.length >= least && args.length <= most) continue
      if (isCidrCall(name, args, meaning)) continue
      const wants = least === most ? `${least}` : `${least} to ${most}`
      const message = `${name} takes ${wants} ${most === 1 ? 'argument' : 'arguments'}, and has ${args.length} here`
      yield {
        at: node.start,
        message,
        mend: `write ${usage[name] ?? `${name}(...)`}`,
        severity: args.length > most ? 'warning' : 'error',
      }
    }
  },
}

// isInNet(host, "10.0.0.0/8") is told in full by the next rule
function isCidrCall(name: string, args: readonly AnyNode[], meaning: Meaning): boolean {
  return name === 'isInNet' && args.length === 2 && meaning.textsOf(args[1]).some(({ value }) => value.includes('/'))
}

const usage: Readonly<Record<string, string>> = {
  isPlainHostName: 'isPlainHostName(host)',
  dnsDomainIs: 'dnsDomainIs(host, ".example.com")',
  localHostOrDomainIs: 'localHostOrDomainIs(host, "www.example.com")',
  isResolvable: 'isResolvable(host)',
  isInNet: 'isInNet(host, "10.0.0.0", "255.0.0.0")',
  isInNetEx: 'isInNetEx(host, "2001:db8::/32")',
  dnsResolve: 'dnsResolve(host)',
  myIpAddress: 'myIpAddress()',
  dnsDomainLevels: 'dnsDomainLevels(host)',
  shExpMatch: 'shExpMatch(host, "*.example.com")',
}

/** Arguments of a kind with which the function is never true, or fails. */
export const argumentKind: Rule<Meaning> = {
  name: 'argument-kind',
  severity: 'error',
  *find(meaning): Iterable<Problem> {
    for (const call of meaning.calls)
      for (const [at, message, mend] of complaints(call, meaning)) yield { at: at.start, message, mend }
  },
}

function complaints(call: NamedCall, meaning: Meaning): Complaint[] {
  const { name, args, node } = call
  switch (name) {
    case 'isInNet':
      return [...hostFirst(call, meaning), ...network(call, meaning)]
    case 'isInNetEx':
      return [...hostFirst(call, meaning), ...prefix(call, meaning)]
    case 'dnsDomainIs':
    case 'localHostOrDomainIs':
      return [...hostFirst(call, meaning), ...domain(call, meaning)]
    case 'isPlainHostName':
    case 'isResolvable':
    case 'isResolvableEx':
    case 'dnsResolve':
    case 'dnsResolveEx':
    case 'dnsDomainLevels':
      return hostFirst(call, meaning)
    case 'shExpMatch':
      return pattern(args, node, meaning)
    default:
      return []
  }
}

function hostFirst({ name, args: [first] }: NamedCall, meaning: Meaning): Complaint[] {
  if (first === undefined) return []
  if (meaning.isUrl(first)) return [[first, `${name} wants a host, and is given the URL`, `write ${name}(host...)`]]
  if (first.type === 'Literal' && typeof first.value !== 'string')
    return [[first, `${name} wants a host as text`, `write ${name}(host...)`]]
  const slip = notWhatItNames(first, meaning)
  if (slip !== undefined) return [slip]
  return meaning
    .textsOf(first)
    .filter(({ value }) => /:\/\/|\*/.test(value))
    .map(({ value, node }) => [node, `"${value}" is no host`, 'write a name or an address alone'] as const)
}

// isInNet(myIpAddress, ...) and isPlainHostName("host")
function notWhatItNames(first: AnyNode, { declared }: Meaning): Complaint | undefined {
  if (first.type === 'Identifier' && arityOf(first.name) !== undefined && !declared.has(first.name))
    return [first, `${first.name} is a function, and is not called here`, `write ${usage[first.name] ?? `${first.name}()`}`]
  if (first.type !== 'Literal' || (first.value !== 'host' && first.value !== 'url')) return undefined
  return [first, `${first.raw} is a text of its own, and not the ${first.value}`, `write ${first.value} without quotes`]
}

function network({ args: [, address, mask] }: NamedCall, meaning: Meaning): Complaint[] {
  if (address && meaning.isHost(address))
    return [[address, 'isInNet takes the host first', 'write isInNet(host, "10.0.0.0", "255.0.0.0")']]
  const found: Complaint[] = []
  for (const { value, node } of meaning.textsOf(address)) {
    const [, base = '', bits] = /^([\d.]+)\/(\d+)$/.exec(value) ?? []
    if (bits !== undefined)
      found.push([
        node,
        `"${value}": isInNet knows no /${bits}, and is never true`,
        `write isInNet(host, "${base}", "${maskOf(Number(bits))}")`,
      ])
    else if (value.includes(':'))
      found.push([
        node,
        `"${value}": isInNet knows IPv4 alone`,
        'use isInNetEx where there is one (typeof isInNetEx == "function")',
      ])
    else if (!isIpv4(value))
      found.push([node, `"${value}" is no IPv4 address: isInNet is never true`, 'write four numbers of 0 to 255'])
  }
  if (found.length > 0) return found
  for (const { value, node } of meaning.textsOf(mask)) {
    const bits = /^\/?(\d{1,2})$/.exec(value)?.[1]
    if (bits !== undefined) found.push([node, `"${value}" is no mask: isInNet is never true`, `write "${maskOf(Number(bits))}"`])
    else if (!isIpv4(value)) found.push([node, `"${value}" is no mask: isInNet is never true`, 'write four numbers of 0 to 255'])
    else found.push(...oddMask(value, node, meaning.textsOf(address)[0]?.value))
  }
  if (mask?.type === 'Literal' && typeof mask.value === 'number')
    found.push([mask, `${mask.value} is no mask: isInNet is never true`, `write "${maskOf(mask.value)}"`])
  return found
}

function oddMask(value: string, node: AnyNode, address: string | undefined): Complaint[] {
  if (address !== undefined && isMask(address) && !isMask(value) && address !== '0.0.0.0')
    return [
      [
        node,
        `"${value}" is the network, and "${address}" the mask: they stand the wrong way round`,
        `write isInNet(host, "${value}", "${address}")`,
      ],
    ]
  if (isMask(value)) return []
  if (
    isMask(
      value
        .split('.')
        .map((part) => 255 - Number(part))
        .join('.'),
    )
  )
    return [
      [
        node,
        `"${value}" is a wildcard mask of a router, not a netmask`,
        `write "${value
          .split('.')
          .map((part) => 255 - Number(part))
          .join('.')}"`,
      ],
    ]
  return [[node, `"${value}" is a mask with holes`, 'write ones first, then zeros: 255.255.240.0']]
}

function prefix({ args: [, block] }: NamedCall, meaning: Meaning): Complaint[] {
  return meaning
    .textsOf(block)
    .filter(({ value }) => !/^[\da-f:.]+\/\d{1,3}$/i.test(value))
    .map(
      ({ value, node }) => [node, `"${value}" has no prefix length: isInNetEx is never true`, 'write "2001:db8::/32"'] as const,
    )
}

function domain({ name, args }: NamedCall, meaning: Meaning): Complaint[] {
  const [first, second] = args
  if (meaning.isHost(second) && first !== undefined && !meaning.isHost(first))
    return [[first, `${name} takes the host first`, `write ${usage[name] ?? name}`]]
  if (second && isList(second, meaning)) return [[second, `${name} takes one name, not a list`, 'call it for each name']]
  return meaning.textsOf(second).flatMap(({ value, node }): Complaint[] => {
    const bare = value.replace(/^[a-z]+:\/\//i, '').replace(/[/*].*$/, '')
    if (name === 'dnsDomainIs' && value.includes('*'))
      return [[node, `"${value}": dnsDomainIs knows no wildcards`, `write "${value.replace(/^\*+\.?/, '.')}"`]]
    if (/:\/\//.test(value) || /\//.test(value)) return [[node, `"${value}" is a URL, not a name`, `write "${bare}"`]]
    if (/:\d+$/.test(value))
      return [[node, `"${value}": the host comes without its port`, `write "${value.replace(/:\d+$/, '')}"`]]
    if (/^\s|\s$/.test(value)) return [[node, `"${value}" has a blank at an end, and fits no host`, `write "${value.trim()}"`]]
    if (/[A-Z]/.test(value))
      return [[node, `"${value}": hosts come in lower case, and this is never true`, `write "${value.toLowerCase()}"`]]
    return value === '' ? [[node, 'an empty name fits every host, or none', 'write a name']] : []
  })
}

function pattern(args: readonly AnyNode[], node: AnyNode, meaning: Meaning): Complaint[] {
  const [first, second] = args
  if (meaning.isHost(second) || meaning.isUrl(second))
    return [[node, 'shExpMatch takes the text first, then the pattern', 'write shExpMatch(host, "*.example.com")']]
  const slip = first && notWhatItNames(first, meaning)
  if (slip !== undefined) return [slip]
  const value = second?.type === 'Identifier' ? (meaning.constants.get(second.name) ?? second) : second
  if (second === undefined || first === undefined) return []
  if (isList(second, meaning)) return [[second, 'shExpMatch takes one pattern, not a list', 'call it for each pattern']]
  if (value?.type !== 'Literal' || typeof value.value === 'string') return []
  const message = 'shExpMatch takes a text with * and ?, and fails with anything else'
  const mend = value.regex ? `write ${value.raw}.test(host)` : 'write shExpMatch(host, "*.example.com")'
  return [[second, message, mend]]
}

function isList(node: AnyNode, { constants }: Meaning): boolean {
  return (node.type === 'Identifier' ? constants.get(node.name) : node)?.type === 'ArrayExpression'
}

import { getServers } from 'node:dns'
import { readFileSync } from 'node:fs'
import { hostname, networkInterfaces } from 'node:os'
import type { Endpoint } from '../net/endpoint.ts'

/** The DNS servers of this machine. */
export function systemServers(): Endpoint[] {
  return getServers().map((text) => {
    const [, bracketed, portOf6, bare = text, portOf4] = /^(?:\[([^\]]*)\]:(\d+)|([\d.]+):(\d+))$/.exec(text) ?? []
    return { address: bracketed ?? bare, port: Number(portOf6 ?? portOf4 ?? 53) }
  })
}

/** The search list that was set; undefined when there is none, or no such file as on Windows. */
export function systemSearchList(path = '/etc/resolv.conf'): string[] | undefined {
  try {
    return searchListIn(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** The last `search` or `domain` line counts (resolv.conf(5)). */
export function searchListIn(resolvConf: string): string[] | undefined {
  const lines = [...resolvConf.matchAll(/^(?:search|domain)[ \t]+(.*)$/gm)]
  const domains = lines
    .at(-1)?.[1]
    ?.split(/\s+/)
    .map((domain) => domain.toLowerCase().replace(/\.$/, ''))
  const found = domains?.filter((domain) => domain !== '') ?? []
  return found.length === 0 ? undefined : found
}

/** This machine's name, completed with its first search domain when it has no dot. */
export function systemName(): string {
  const name = hostname().toLowerCase()
  const domain = systemSearchList()?.[0]
  return name.includes('.') || domain === undefined ? name : `${name}.${domain}`
}

/** Addresses of this machine that others can reach, IPv4 first. */
export function systemAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((infos) => infos ?? [])
  const outside = all.filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
  return outside.sort((a, b) => a.family.localeCompare(b.family)).map(({ address }) => address)
}

/** The IPv4 addresses of this machine, those that others can reach first. */
export function ownIpv4(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((infos) => infos ?? [])
  return all
    .filter(({ family }) => family === 'IPv4')
    .sort((a, b) => Number(a.internal) - Number(b.internal))
    .map(({ address }) => address)
}

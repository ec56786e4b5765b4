import { parseArgs } from 'node:util'
import { discover as look } from '../clients/discover.ts'
import { type HostIdentity, parseHostName } from '../clients/host-identity.ts'
import type { ClientKind } from '../clients/kind.ts'
import { clientKinds, toolsWithoutPac } from '../clients/known-kinds.ts'
import type { Lookup } from '../clients/lookup.ts'
import { addressTowards, openNetwork } from '../clients/network.ts'
import type { Made } from '../clients/outcome.ts'
import { planDiscovery } from '../clients/plan-discovery.ts'
import { systemAddresses, systemName, systemSearchList, systemServers } from '../clients/this-machine.ts'
import { parseAddress } from '../net/address.ts'
import { parseDomain } from '../net/domain.ts'
import { type Endpoint, parseEndpoint } from '../net/endpoint.ts'
import { type Command, Misuse, print } from './command.ts'
import { kindsJson, kindsText, madeLines, planJson, planLines, resultJson } from './discover-text.ts'

const help = `Usage: wpadd discover --as KIND [--fqdn NAME] [OPTION...]
       wpadd discover --kinds

Makes the lookups of a client kind, in its order, on this network: one line each, with what came of it, where the search stops
and what to do about it. Names outside the organisation (its domain on the public suffix list) are not asked.

  --as KIND            the client kind; --kinds lists them
  --fqdn NAME          the client's full name (default: this machine's)
  --search D1,D2       the resolver's search list (default: the name's own domain; without --fqdn: this machine's list)
  --plan               says what would be asked, and asks nothing
  --dns HOST:PORT      the DNS server (default: this machine's)
  --dhcp HOST:PORT     the DHCP server (default: all on the link, from port 68, which needs a privilege)
  --http-port N        stands for port 80
  --client-ip A        an address of this machine (again for more; default: all that others can reach)
  --variant NAME[=V]   where versions differ or sources disagree; --kinds lists them (again for more)
  --ours D1,D2         domains that are ours too, beside those of the name and the search list
  --leaks              asks DNS, and DNS alone, for names outside the organisation, too
  --wait SECONDS       the longest that any lookup waits (default: as long as the client does)
  --verbose            with the source of each fact, and how sure it is
  --json               {"kind", "fqdn", "lookups": [{"via", "ask", "outcome", "ms"}],
                        "pac": {"url", "bytes", "contentType"} | null}
  --kinds              lists the client kinds

Exit status: 0 a PAC was found (or only listed), 1 none was, 2 misuse.`

const options = {
  as: { type: 'string' },
  fqdn: { type: 'string' },
  search: { type: 'string' },
  plan: { type: 'boolean' },
  dns: { type: 'string' },
  dhcp: { type: 'string' },
  'http-port': { type: 'string' },
  'client-ip': { type: 'string', multiple: true },
  variant: { type: 'string', multiple: true, default: [] as string[] },
  ours: { type: 'string' },
  leaks: { type: 'boolean', default: false },
  wait: { type: 'string' },
  verbose: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  kinds: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

/** Shows how a client of a kind looks for its PAC here. */
export const discover: Command = {
  help,
  async run(words) {
    const { values } = parseArgs({ args: [...words], options })
    if (values.help || values.kinds) {
      print(values.help ? help : values.json ? kindsJson() : kindsText(values.verbose))
      return 0
    }
    const kind = readKind(values.as)
    const host = readHost(values)
    const plan = misusing('--variant', () => planDiscovery(kind, host))
    if (!values.plan) return run(kind, host, plan, values)
    // what depends on an answer, and what would not be asked, has no place in a list of questions
    const listed = plan.filter((lookup) => lookup.via !== 'dns' || (!isHostOf(lookup) && (values.leaks || !lookup.outside)))
    print(values.json ? planJson(kind, host, listed) : planLines(kind, host, listed, plan, values.verbose).join('\n'))
    return 0
  },
}

async function run(kind: ClientKind, host: HostIdentity, plan: readonly Lookup[], values: Values): Promise<number> {
  const network = openNetwork(await readReach(host, values))
  const manner = { leaks: values.leaks === true, mostMilliseconds: readWait(values.wait) }
  const lines = madeLines(kind, host, plan, values.verbose === true)
  const made: Made[] = []
  if (!values.json) print(lines.head)
  for await (const each of look(plan, host, network, manner)) {
    made.push(each)
    if (!values.json) print(lines.of(each))
  }
  print(values.json ? resultJson(kind, host, made) : lines.end(made))
  return made.some(({ outcome }) => outcome.pac !== undefined) ? 0 : 1
}

function isHostOf(lookup: Lookup): boolean {
  return lookup.via === 'dns' && typeof lookup.name === 'object' && 'hostOf' in lookup.name
}

function readKind(name: string | undefined): ClientKind {
  if (name === undefined) throw new Misuse('no client kind is named (--as KIND; wpadd discover --kinds lists them)')
  if (toolsWithoutPac.includes(name))
    throw new Misuse(`--as: ${name} knows no PAC and looks for none: set http_proxy, https_proxy and no_proxy for it`)
  const kind = clientKinds.get(name)
  if (kind === undefined) throw new Misuse(`--as: "${name}" is not a client kind (${[...clientKinds.keys()].join(', ')})`)
  return kind
}

function readHost(values: Values): HostIdentity {
  const fqdn = misusing('--fqdn', () => parseHostName(values.fqdn ?? systemName()))
  const system = values.fqdn === undefined ? systemSearchList() : undefined
  return {
    fqdn,
    search: values.search === undefined ? system : readDomains('--search', values.search),
    addresses: values['client-ip']?.map((text) => readAddress(text)) ?? systemAddresses(),
    ours: values.ours === undefined ? [] : readDomains('--ours', values.ours),
    variants: (values.variant ?? []).map((text) => {
      const [name = '', ...rest] = text.split('=')
      return { name, value: rest.join('=') && misusing('--variant', () => parseDomain(rest.join('='))) }
    }),
  }
}

async function readReach(host: HostIdentity, values: Values) {
  const dhcp = values.dhcp === undefined ? undefined : readEndpoint('--dhcp', values.dhcp, 67)
  const own = host.addresses.find((address) => !address.includes(':'))
  const towards = dhcp === undefined || values['client-ip'] !== undefined ? undefined : await addressTowards(dhcp)
  return {
    dns: values.dns === undefined ? systemServers() : [readEndpoint('--dns', values.dns, 53)],
    ...(dhcp === undefined ? {} : { dhcp }),
    httpPort: readPort(values['http-port']),
    clientAddress: towards ?? own,
    hostName: host.fqdn.split('.')[0] ?? host.fqdn,
  }
}

function readEndpoint(option: string, text: string, port: number): Endpoint {
  const whole = text.replace(/^localhost\b/, '127.0.0.1')
  const bare = parseAddress(whole)
  return bare === undefined ? misusing(option, () => parseEndpoint(whole)) : { address: bare.text, port }
}

function readDomains(option: string, text: string): string[] {
  const domains = text.split(',').filter((domain) => domain.trim() !== '')
  if (domains.length === 0) throw new Misuse(`${option}: no domain is named`)
  return domains.map((domain) => misusing(option, () => parseDomain(domain.trim())))
}

function readAddress(text: string): string {
  const address = parseAddress(text)
  if (address === undefined) throw new Misuse(`--client-ip: "${text}" is not an IP address`)
  return address.text
}

function readPort(text = '80'): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) throw new Misuse(`--http-port: "${text}" is not a port`)
  return port
}

function readWait(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY
  const seconds = Number(text)
  if (!(seconds > 0 && seconds <= 3600)) throw new Misuse(`--wait: "${text}" is not a number of seconds`)
  return Math.max(1, Math.round(seconds * 1000))
}

function misusing<T>(option: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) throw new Misuse(`${option}: ${error.message}`)
    throw error
  }
}

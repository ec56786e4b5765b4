import { networkInterfaces } from 'node:os'
import { parseArgs } from 'node:util'
import { type Config, loadConfig } from '../config/config.ts'
import { inform } from '../dhcp/ask.ts'
import { ask } from '../dns/ask.ts'
import { Type } from '../dns/codes.ts'
import { fetchPath } from '../http/ask.ts'
import { type Address, parseAddress } from '../net/address.ts'
import { contains, isAllowed } from '../net/cidr.ts'
import { type Endpoint, formatEndpoint } from '../net/endpoint.ts'
import { siteFinder } from '../sites/find-site.ts'
import { type Command, print, printHelp, userPath } from './command.ts'
import { demonstration } from './demonstration.ts'

const help = `Usage: wpadd health [--config FILE] [--json]

Asks the wpadd that runs with this configuration as a client would: a DHCPINFORM, a DNS question, a GET of /wpad.dat, on every
address that it listens on. For a container's HEALTHCHECK and for monitoring.

  --config FILE   the configuration that it was started with; without it, the demonstration's
  --json          {"ok", "checks": [{"service", "at", "asked", "ok", "answer", "ms"}]}

Exit status: 0 every service answers, 1 one does not, 2 misuse.`

const timeout = 2000

interface Check {
  readonly service: string
  readonly at: string
  readonly asked: string
  readonly ok: boolean
  readonly answer: string
  readonly ms: number
}

/** Looks whether a running wpadd answers. */
export const health: Command = {
  help,
  async run(words) {
    const { values } = parseArgs({
      args: [...words],
      options: { config: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
    if (values.help) return printHelp(help)
    const config = values.config === undefined ? demonstration() : await loadConfig(userPath(values.config))
    const checks = await Promise.all([...checkHttp(config), ...checkDns(config), ...checkDhcp(config), ...checkAdmin(config)])
    const ok = checks.every((check) => check.ok)
    if (values.json) print(JSON.stringify({ ok, checks }))
    else
      for (const { service, at, asked, ok, answer, ms } of checks)
        print(`${ok ? 'ok  ' : 'FAIL'}  ${service.padEnd(5)}  ${at.padEnd(21)}  ${asked}  ${answer}  (${ms} ms)`)
    return ok ? 0 : 1
  },
}

function checkHttp({ http, sites }: Config): Promise<Check>[] {
  const findSite = siteFinder(sites.map((site) => ({ site })))
  return (http?.listen ?? []).map((listen) => {
    const at = reachable(listen)
    const client = parseAddress(at.address)!
    const expected = isAllowed(http!.allow, client) ? (findSite({ via: 'http', client, host: undefined }) ? 200 : 404) : 403
    return timed('http', at, 'GET /wpad.dat', async () => {
      const announced = http!.proxyProtocol?.some((network) => contains(network, client)) ?? false
      const { status, body } = await fetchPath(at, '/wpad.dat', { timeout, announced })
      const right = status === expected && (expected !== 200 || body.includes('FindProxyForURL'))
      const why = expected === 404 ? ', as no site has this address' : expected === 403 ? ', as this address is not allowed' : ''
      return { ok: right, answer: `${status}${right ? why : `, not ${expected}`}, ${body.length} characters` }
    })
  })
}

function checkDns({ dns, sites }: Config): Promise<Check>[] {
  const site = sites.find(({ domains }) => domains.length > 0)
  if (site === undefined) return []
  const name = `wpad.${site.domains[0]}`
  const type = site.addresses.some((address) => !address.includes(':')) ? 'A' : 'AAAA'
  return (dns?.listen ?? []).map((listen) =>
    timed('dns', reachable(listen), `${name} ${type}`, async () => {
      const reply = await ask(reachable(listen), name, Type[type], { timeout })
      const refused = !isAllowed(dns!.allow, parseAddress(reachable(listen).address)!)
      return {
        ok: reply.rcode === (refused ? 5 : 0),
        answer: refused ? 'refused, as this address is not allowed' : `rcode ${reply.rcode}, ${reply.answers.length} answers`,
      }
    }),
  )
}

function checkDhcp({ dhcp, sites }: Config): Promise<Check>[] {
  const findSite = siteFinder(sites.map((site) => ({ site })))
  const isServed = (client: Address) => isAllowed(dhcp!.allow, client) && findSite({ via: 'dhcp', client }) !== undefined
  return (dhcp?.listen ?? []).flatMap((listen) => {
    const own = 'socketName' in listen || listen.address === '0.0.0.0' ? ownIpv4() : [listen.address]
    const client = own.find((address) => isServed(parseAddress(address)!))
    // no address of this host belongs to a site, so silence would be the right answer, and says nothing
    if (client === undefined) return []
    const at = { address: client, port: 'socketName' in listen ? 67 : listen.port }
    return [
      timed('dhcp', at, 'INFORM 252', async () => {
        const reply = await inform(at, client, { timeout })
        return reply === undefined
          ? { ok: false, answer: `no answer in ${timeout} ms` }
          : { ok: true, answer: `ACK ${JSON.stringify(reply.proxyAutoconfig)}` }
      }),
    ]
  })
}

function checkAdmin({ admin }: Config): Promise<Check>[] {
  return (admin?.listen ?? []).map((listen) =>
    timed('admin', listen, 'GET /healthz', async () => {
      const response = await fetch(`http://${formatEndpoint(listen)}/healthz`, { signal: AbortSignal.timeout(timeout) })
      return { ok: response.ok, answer: `${response.status}` }
    }),
  )
}

async function timed(
  service: string,
  at: Endpoint,
  asked: string,
  look: () => Promise<{ ok: boolean; answer: string }>,
): Promise<Check> {
  const start = performance.now()
  const result = await look().catch((error: Error) => ({ ok: false, answer: reason(error) }))
  return { service, at: formatEndpoint(at), asked, ...result, ms: Number((performance.now() - start).toFixed(1)) }
}

function reason(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : error
  return (cause as NodeJS.ErrnoException).code ?? cause.message
}

/** A wildcard listens on loopback, too. */
function reachable({ address, port }: Endpoint): Endpoint {
  return { address: address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address, port }
}

function ownIpv4(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return all
    .filter(({ family }) => family === 'IPv4')
    .sort((a, b) => Number(a.internal) - Number(b.internal))
    .map(({ address }) => address)
}

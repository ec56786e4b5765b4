import { once } from 'node:events'
import { get as httpGet, type IncomingMessage } from 'node:http'
import { get as httpsGet } from 'node:https'
import { isSecureAt } from '../admin/options.ts'
import { type Check, check, selfLookups } from '../clients/self-lookups.ts'
import { type Config, loadConfig } from '../config/config.ts'
import { parseAddress } from '../net/address.ts'
import { isAllowed } from '../net/cidr.ts'
import type { Endpoint } from '../net/endpoint.ts'
import { type Command, print, printHelp } from './command.ts'
import { readConfigWords } from './config-words.ts'
import { demonstration } from './demonstration.ts'

const help = `Usage: wpadd health [--config FILE] [--json]

Asks the wpadd that runs with this configuration as a client would: a DHCPINFORM, a DNS question, a GET of /wpad.dat, on every
address that it listens on. For a container's HEALTHCHECK and for monitoring.

  --config FILE   the configuration that it was started with; without it, the demonstration's
  --json          {"ok", "checks": [{"service", "at", "asked", "ok", "answer", "ms"}]}

Exit status: 0 every service answers, 1 one does not, 2 misuse.`

const timeout = 2000

/** Looks whether a running wpadd answers. */
export const health: Command = {
  help,
  async run(words) {
    const { file, json, help: isHelpAsked } = readConfigWords(words)
    if (isHelpAsked) return printHelp(help)
    const config = file === undefined ? demonstration() : await loadConfig(file)
    const checks = await Promise.all([...checkServices(config), ...checkAdmin(config)])
    const ok = checks.every((check) => check.ok)
    if (json) print(JSON.stringify({ ok, checks }))
    else
      for (const { service, at, asked, ok, answer, ms } of checks)
        print(`${ok ? 'ok  ' : 'FAIL'}  ${service.padEnd(5)}  ${at.padEnd(21)}  ${asked}  ${answer}  (${ms} ms)`)
    return ok ? 0 : 1
  },
}

function checkServices({ sites, http, dns, dhcp }: Config): Promise<Check>[] {
  // a socket that systemd hands over is bound to port 67
  const listen = dhcp?.listen.map((at) => ('socketName' in at ? { address: '0.0.0.0', port: 67 } : at)) ?? []
  const lookups = selfLookups({ sites, http, dns, dhcp: dhcp && { listen, allow: dhcp.allow } })
  return lookups.map((lookup) => check(lookup.service, lookup))
}

function checkAdmin({ admin }: Config): Promise<Check>[] {
  return (admin?.listen ?? []).map((at) =>
    check('admin', {
      ...{ at, asked: 'GET /healthz' },
      look: async () => {
        const status = await statusAt(reachable(at), isSecureAt(at, admin!))
        const expected = isAllowed(admin!.allow, parseAddress(reachable(at).address)!) ? 200 : 403
        return { ok: status === expected, answer: `${status}` }
      },
    }),
  )
}

// what is looked at is whether it answers; its certificate is for browsers, and for other names than this address
async function statusAt(at: Endpoint, isSecure: boolean): Promise<number | undefined> {
  const options = { host: at.address, port: at.port, path: '/healthz', agent: false, signal: AbortSignal.timeout(timeout) }
  const request = isSecure ? httpsGet({ ...options, rejectUnauthorized: false }) : httpGet(options)
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  response.destroy()
  return response.statusCode
}

/** A wildcard listens on loopback, too. */
function reachable({ address, port }: Endpoint): Endpoint {
  return { address: address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address, port }
}

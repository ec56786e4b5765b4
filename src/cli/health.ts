import { parseArgs } from 'node:util'
import { type Check, check, selfLookups } from '../clients/self-lookups.ts'
import { type Config, loadConfig } from '../config/config.ts'
import { formatEndpoint } from '../net/endpoint.ts'
import { type Command, print, printHelp, userPath } from './command.ts'
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
    const { values } = parseArgs({
      args: [...words],
      options: { config: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
    if (values.help) return printHelp(help)
    const config = values.config === undefined ? demonstration() : await loadConfig(userPath(values.config))
    const checks = await Promise.all([...checkServices(config), ...checkAdmin(config)])
    const ok = checks.every((check) => check.ok)
    if (values.json) print(JSON.stringify({ ok, checks }))
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
        const response = await fetch(`http://${formatEndpoint(at)}/healthz`, { signal: AbortSignal.timeout(timeout) })
        return { ok: response.ok, answer: `${response.status}` }
      },
    }),
  )
}

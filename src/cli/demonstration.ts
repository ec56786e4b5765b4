import { fileURLToPath } from 'node:url'
import { type Config, parseConfig } from '../config/config.ts'
import { commandName } from './command.ts'

const officePac = fileURLToPath(new URL('../../pac/examples/office.pac', import.meta.url))

/** What runs without a configuration: every service on loopback, on ports that need no privileges. */
const demonstrationText = `
sites:
  - name: office
    domains: [branch.example.com, example.com]
    addresses: [127.0.0.1]
    pac: ${JSON.stringify(officePac)}
dhcp:  { listen: ['127.0.0.1:6767'] }
dns:   { listen: ['127.0.0.1:5300'] }
http:  { listen: ['127.0.0.1:8080'] }
admin: { listen: ['127.0.0.1:8081'] }
store: off
`

export function demonstration(): Config {
  return parseConfig(demonstrationText, 'demonstration')
}

interface SignIn {
  readonly signInLink: string | undefined
  readonly firstPassword: string | undefined
}

/** What to try against the demonstration, and where the page is. */
export function demonstrationHints({ signInLink, firstPassword }: SignIn): string {
  return `wpadd runs its demonstration on this machine alone. Try, in another terminal:

  curl -i http://127.0.0.1:8080/wpad.dat
      the PAC, as a browser fetches it
  dig @127.0.0.1 -p 5300 wpad.branch.example.com
      the name that leads to it
  ${commandName()} health
      all of it, DHCPINFORM included, as a client asks
  ${commandName()} eval ${officePac} https://www.example.org/
      what the PAC decides
${signInLink === undefined ? '' : `  ${signInLink}\n      the page that shows it (this link signs in once; later: name admin, password ${firstPassword})\n`}
Your own network: ${commandName()} serve --config FILE (deploy/ has examples). Ctrl-C ends it; nothing is left behind.`
}

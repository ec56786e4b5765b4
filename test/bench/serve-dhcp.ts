import { openDhcp } from '../../src/dhcp/listener.ts'
import { formatEndpoint } from '../../src/net/endpoint.ts'
import { siteFinder } from '../../src/sites/find-site.ts'
import { answerOf, optionsFrom } from '../dhcp/context.ts'

// wpadd's responder in a process of its own: arguments are where it listens and the URL. It ends with its standard input.
const [listen = '0.0.0.0:67', url = 'http://192.0.2.1/wpad.dat'] = process.argv.slice(2)
const findSite = siteFinder([answerOf({ url })])
let seen = 0
await using listener = await openDhcp(
  optionsFrom({ listen: [listen] }),
  () => findSite,
  () => {
    seen++
  },
)
process.stdout.write(`listening on ${listener.endpoints.map(formatEndpoint).join()}\n`)
for await (const _ of process.stdin);
process.stdout.write(`${seen} packets\n`)

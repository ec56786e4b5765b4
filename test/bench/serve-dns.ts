import { openDns } from '../../src/dns/listener.ts'
import { exampleZones } from '../dns/example.ts'
import { dnsOptionsFrom } from '../dns/sockets.ts'

// wpadd's DNS listener in a process of its own: the argument is where it listens. It ends with its standard input.
const [listen = '127.0.0.1:0'] = process.argv.slice(2)
let seen = 0
await using listener = await openDns(
  dnsOptionsFrom({ listen: [listen] }),
  () => exampleZones,
  () => {
    seen++
  },
)
process.stdout.write(`${listener.endpoints[0]!.port}\n`)
for await (const _ of process.stdin);
process.stdout.write(`${seen} queries\n`)

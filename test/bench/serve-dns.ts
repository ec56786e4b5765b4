import { buildZones } from '../../src/dns/zones.ts'
import { openDns } from '../../src/dns/listener.ts'
import { dnsOptions } from '../../src/dns/options.ts'
import * as v from 'valibot'

// wpadd's DNS listener as a process of its own, for the bench: `serve-dns.ts PORT`. Counts its sightings, as the daemon does.
const revision = { id: '0'.repeat(16), body: Buffer.alloc(0), contentType: '', lastModified: new Date(0), file: undefined }
const site = {
  name: 'bench',
  subnets: [],
  domains: ['example.com'],
  addresses: ['192.0.2.10'],
  url: 'http://192.0.2.10/wpad.dat',
}
const zones = buildZones([{ site, revision }], 300)
const counts = new Map<string, number>()
const options = v.parse(dnsOptions, { listen: [`127.0.0.1:${process.argv[2]}`] })
await openDns(options, () => zones, ({ outcome }) => counts.set(outcome, (counts.get(outcome) ?? 0) + 1))
process.stdout.write('ready\n')

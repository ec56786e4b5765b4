/** Serves the PAC file of the first argument on a loopback port, as a process of its own, and prints the port. It ends with its input. */
import * as v from 'valibot'
import { openHttp } from '../../src/http/listener.ts'
import { httpOptions } from '../../src/http/options.ts'
import { loadPac } from '../../src/revisions/load-pac.ts'
import { siteFinder } from '../../src/sites/find-site.ts'

const site = { name: 'everyone', subnets: [], domains: [], addresses: [], url: 'http://127.0.0.1/wpad.dat' }
const findSite = siteFinder([{ site, revision: await loadPac(process.argv[2]!) }])
let seen = 0
const listener = await openHttp(
  v.parse(httpOptions, { listen: ['127.0.0.1:0'] }),
  () => findSite,
  () => {
    seen++
  },
  { metrics: async () => `requests ${seen}\n`, healthy: () => true },
)
// whoever started it ends it by closing its input
process.stdin.resume().once('end', () => listener[Symbol.asyncDispose]())
process.stdout.write(`${listener.endpoints[0]!.port}\n`)

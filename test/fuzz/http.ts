import { readFileSync } from 'node:fs'
import { encodeReply, readHead } from '../../src/http/message.ts'
import { pacReplies, respond } from '../../src/http/respond.ts'
import { parseAddress } from '../../src/net/address.ts'
import { parseCidr } from '../../src/net/cidr.ts'
import { directPac } from '../../src/revisions/direct-pac.ts'
import { makeRevision } from '../../src/revisions/revision.ts'
import { siteFinder } from '../../src/sites/find-site.ts'

const seedFile = new URL('seeds/http/requests.txt', import.meta.url)

/** The committed seeds: request heads, one a line, written as JSON strings of Latin-1 characters. */
export function seeds(): Buffer[] {
  const lines = readFileSync(seedFile, 'utf8').split('\n')
  return lines.filter((line) => line.startsWith('"')).map((line) => Buffer.from(JSON.parse(line) as string, 'latin1'))
}

const pac = 'function FindProxyForURL(url, host) { return "DIRECT" }'
const site = { name: 'branch', subnets: [], domains: ['example.org'], addresses: [], url: 'http://192.0.2.10/wpad.dat' }
const findSite = siteFinder([
  { site, revision: makeRevision(pac, { lastModified: new Date(0), file: 'branch.pac' }) },
  { site: { ...site, name: 'other', subnets: [parseCidr('198.51.100.0/24')] }, revision: directPac },
])
const repliesOf = pacReplies(300)
const client = parseAddress('192.0.2.20')!

/** Reads one chunk and answers it as the fast path does. Throws when what it promises does not hold. */
export function target(bytes: Buffer): void {
  const before = Buffer.from(bytes)
  const request = readHead(bytes)
  assert(before.equals(bytes), 'the chunk was changed')
  if (request === undefined) return
  const text = bytes.toString('latin1')
  assert(/^(GET|HEAD) /.test(text) && text.endsWith('\r\n\r\n'), 'took what is not one whole GET or HEAD')
  assert(text.indexOf('\r\n\r\n') === text.length - 4, 'took more than one request')
  assert(!/\r\n(content-length|transfer-encoding|upgrade|expect):/i.test(text), 'took a request with more than a head')
  const reply = respond(request, client, findSite, repliesOf)
  if (reply === undefined) return
  assert([200, 304].includes(reply.status), `answered ${reply.status}`)
  const answer = encodeReply(reply, { headOnly: request.method === 'HEAD', keepAlive: request.keepAlive }, 0)
  const body = reply.status === 304 || request.method === 'HEAD' ? '' : pac
  assert(answer.toString('latin1').endsWith(`\r\n\r\n${body}`), 'the answer is not the whole file')
}

function assert(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what)
}

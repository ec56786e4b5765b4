import { readFileSync } from 'node:fs'
import { forwardedClient } from '../../src/http/forwarded.ts'
import { encodeReply, readHead } from '../../src/http/message.ts'
import { readPreface } from '../../src/http/proxy-protocol.ts'
import { pacReplies, respond } from '../../src/http/respond.ts'
import { type Address, parseAddress } from '../../src/net/address.ts'
import { parseCidr } from '../../src/net/cidr.ts'
import { directPac } from '../../src/revisions/direct-pac.ts'
import { makeRevision } from '../../src/revisions/revision.ts'
import { siteFinder } from '../../src/sites/find-site.ts'
import { profile } from '../sites/profiles.ts'

const seedFile = new URL('seeds/http/requests.txt', import.meta.url)

/** The committed seeds: request heads, one a line, written as JSON strings of Latin-1 characters. */
export function seeds(): Buffer[] {
  const lines = readFileSync(seedFile, 'utf8').split('\n')
  return lines.filter((line) => line.startsWith('"')).map((line) => Buffer.from(JSON.parse(line) as string, 'latin1'))
}

const pac = 'function FindProxyForURL(url, host) { return "DIRECT" }'
const site = { name: 'branch', subnets: [], domains: ['example.org'], addresses: [], url: 'http://192.0.2.10/wpad.dat' }
const revisionOf = (file: string, text: string) => makeRevision(text, { lastModified: new Date(0), file })
const agentPac = pac.replace('DIRECT', 'PROXY agents.example.org:8080')
const agents = profile(
  'agents',
  { userAgent: ['*ExampleAgent/*(*)'], query: { kind: '*a*g*nt' } },
  revisionOf('agents.pac', agentPac),
)
const findSite = siteFinder([
  { site, revision: revisionOf('branch.pac', pac), profiles: [agents] },
  { site: { ...site, name: 'other', subnets: [parseCidr('198.51.100.0/24')] }, revision: directPac },
])
const repliesOf = pacReplies(300)
const peer = parseAddress('192.0.2.20')!
const trusted = [parseCidr('192.0.2.0/24')]
const bodies = [pac, agentPac, directPac.body.toString()]

/**
 * Reads what a connection begins with, and answers it as the fast path does, with and without a PROXY header. Throws when what they
 * promise does not hold.
 */
export function target(bytes: Buffer): void {
  const before = Buffer.from(bytes)
  answer(bytes, peer)
  const preface = readPreface(bytes)
  if (preface.kind === 'incomplete') assert(bytes.length < 2064, 'waits for more than the longest header')
  if (preface.kind === 'header') {
    assert(preface.length <= bytes.length && preface.length <= 2064, 'a header that is longer than what came')
    assert(readPreface(bytes.subarray(0, preface.length - 1)).kind === 'incomplete', 'a header without its last byte')
    answer(bytes.subarray(preface.length), preface.client ?? peer)
  }
  assert(before.equals(bytes), 'the chunk was changed')
}

function answer(bytes: Buffer, client: Address): void {
  const request = readHead(bytes)
  if (request === undefined) return
  const text = bytes.toString('latin1')
  assert(/^(GET|HEAD) /.test(text) && text.endsWith('\r\n\r\n'), 'took what is not one whole GET or HEAD')
  assert(text.indexOf('\r\n\r\n') === text.length - 4, 'took more than one request')
  assert(!/\r\n(content-length|transfer-encoding|upgrade|expect):/i.test(text), 'took a request with more than a head')
  const asker = forwardedClient(client, request.forwardedFor, trusted)
  const reply = respond(request, asker, findSite, repliesOf)
  if (reply === undefined) return
  assert([200, 304].includes(reply.status), `answered ${reply.status}`)
  const encoded = encodeReply(reply, { headOnly: request.method === 'HEAD', keepAlive: request.keepAlive }, 0).toString('latin1')
  const [head = '', body = ''] = encoded.split('\r\n\r\n')
  if (reply.status === 304 || request.method === 'HEAD') assert(body === '', 'an answer with a body that it must not have')
  else assert(bodies.includes(body), 'the answer is not a whole file')
  // only one of the two sites looks at the User-Agent
  if (body !== '')
    assert(/\r\nVary: User-Agent\r\n/.test(head) === (body !== bodies[2]), 'Vary does not say what the answer hangs on')
}

function assert(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what)
}

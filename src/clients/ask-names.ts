import { ask } from '../dns/ask.ts'
import { Rcode, Type } from '../dns/codes.ts'
import type { DnsReply } from '../dns/message.ts'
import type { Endpoint } from '../net/endpoint.ts'
import type { DnsLookup, RecordType } from './lookup.ts'
import { found, missed, type Outcome, type Reason } from './outcome.ts'

const passedOver: readonly Reason[] = ['no DNS answer', 'no DNS server', 'refused', 'server failure']

/** Asks the servers, one after the other until one answers, as often as the client does. */
export async function askNames(
  servers: readonly Endpoint[],
  name: string,
  { type, attempts }: Pick<DnsLookup, 'type' | 'attempts'>,
  milliseconds: number,
): Promise<Outcome> {
  if (servers.length === 0) return missed('silent', 'no DNS server', 'this machine has no DNS server set')
  if (milliseconds === 0) return missed('silent', 'too late', "not asked: the client's time for all of them is over")
  let trouble = missed('silent', 'no DNS answer', '')
  for (let attempt = 0; attempt < attempts; attempt++) {
    for (const server of servers) {
      const outcome = await askServer(server, name, type, milliseconds)
      // a server that refuses or is in trouble is passed over for the next one, as resolvers do
      if (outcome.reason === undefined || !passedOver.includes(outcome.reason)) return outcome
      trouble = outcome
    }
    if (trouble.end !== 'silent') return trouble
  }
  return trouble
}

async function askServer(server: Endpoint, name: string, type: RecordType, timeout: number): Promise<Outcome> {
  try {
    return readReply(await ask(server, name, Type[type], { timeout }), type)
  } catch (error) {
    const { code } = ((error as Error).cause ?? error) as NodeJS.ErrnoException
    const unreachable = code === 'ENETUNREACH' || code === 'EHOSTUNREACH' || code === 'EADDRNOTAVAIL'
    if (unreachable) return missed('silent', 'no DNS server', `${server.address} cannot be reached`)
    return missed('silent', code === 'ECONNREFUSED' ? 'no DNS server' : 'no DNS answer', (error as Error).message)
  }
}

/** What a client makes of a reply. */
export function readReply(reply: DnsReply, type: RecordType): Outcome {
  const records = reply.answers.filter((answer) => answer.type === Type[type])
  if (reply.rcode === Rcode.nxdomain) return missed('nothing', 'no such name', 'NXDOMAIN')
  if (reply.rcode === Rcode.refused) return missed('failed', 'refused', 'REFUSED')
  // glibc goes on to the next name at SERVFAIL, and at no other error
  if (reply.rcode === 2) return missed('nothing', 'server failure', 'SERVFAIL')
  if (reply.rcode !== Rcode.noerror) return missed('failed', 'server failure', `error ${reply.rcode}`)
  if (records.length === 0) return missed('nothing', 'no such record', 'NODATA')
  const values = records.flatMap(({ value }) => readValue(type, value))
  return values.length === 0
    ? missed('nothing', 'not a URL', records.map(({ value }) => value).join(', '))
    : found(values, saysOf(type, values))
}

// `service: wpad:http://HOST:PORT/PATH` in TXT, PRIORITY WEIGHT PORT TARGET in SRV (the draft)
function readValue(type: RecordType, value: string): string[] {
  if (type === 'TXT') return /^service:\s*wpad:(http:\/\/[\x21-\x7e]+)$/.exec(value)?.slice(1) ?? []
  if (type !== 'SRV') return [value]
  const [, , port = '', target = ''] = value.split(' ')
  return target === '' || target === '.' ? [] : [`http://${target}${port === '80' ? '' : `:${port}`}/wpad.dat`]
}

function saysOf(type: RecordType, values: readonly string[]): string {
  return type === 'SOA' || type === 'HTTPS' ? `${values.length} record${values.length === 1 ? '' : 's'}` : values.join(', ')
}

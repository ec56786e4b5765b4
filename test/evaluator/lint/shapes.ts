/** PACs of the shapes that public ones have, made here: sizes and constructs, no text of theirs. */
export const shapes: readonly (readonly [what: string, text: string])[] = [
  ['40 shExpMatch and 40 isInNet', ladder(40)],
  ['1000 rules', ladder(1000)],
  ['5 k domains in an object', flatHash(5000)],
  [
    '4 k domains in an array',
    `var list = [\n${names(4000, '  ".%",')}\n  ".last.example"\n];\n${walk('for (var i = 0; i < list.length; i++) if (dnsDomainIs(host, list[i])) return "DIRECT";')}`,
  ],
  ['13.5 k entries by top domain, and a filter engine', filterEngine(13_500)],
  [
    'a line of 98 kB of numbers',
    `var table = [${Array.from({ length: 9000 }, (_, i) => 0x1000000 + i * 77).join(',')}];\n${walk('if (table[host.length]) return "DIRECT";')}`,
  ],
  [
    '2 k networks made at each call',
    walk(
      `var nets = [\n${Array.from({ length: 2000 }, (_, i) => `    [${i * 4096}, 4294963200],`).join('\n')}\n    [1, 1]];\n  for (var i = 0; i < nets.length; i++) if ((host.length & nets[i][1]) == nets[i][0]) return "DIRECT";`,
    ),
  ],
]

function names(count: number, form: string): string {
  return Array.from({ length: count }, (_, i) => form.replace('%', `site${i}.customer${i % 97}.example`)).join('\n')
}

function walk(body: string): string {
  return `function FindProxyForURL(url, host) {\n  ${body}\n  return "PROXY proxy.example.com:3128";\n}\n`
}

function ladder(count: number): string {
  const globs = names(count, '  if (shExpMatch(host, "*.%")) return "PROXY proxy.example.com:3128";')
  const nets = Array.from(
    { length: Math.min(count, 200) },
    (_, i) => `  if (isInNet(ip, "10.${i}.0.0", "255.255.0.0")) return "DIRECT";`,
  )
  return walk(`${globs.trim()}\n  var ip = dnsResolve(host);\n${nets.join('\n')}`)
}

function flatHash(count: number): string {
  return `var hosts = {\n${names(count, '  "%": 1,')}\n  "last.example": 1\n};\nvar owns = Object.prototype.hasOwnProperty;\n${walk('if (owns.call(hosts, host)) return "DIRECT";')}`
}

function filterEngine(count: number): string {
  const classes = Array.from(
    { length: 60 },
    (_, i) => `function Filter${i}(text) {
  this.text = text;
  this.expression = null;
}
Filter${i}.prototype = {
  matches: function (location, type) {
    if (this.expression === null) {
      var source = this.text.replace(/\\*+/g, "*").replace(/\\W/g, "\\\\$&").replace(/\\\\\\*/g, ".*");
      this.expression = new RegExp(source, "i");
    }
    for (var i = 0, l = type.length; i < l; i++) {
      if (type.charAt(i) == "~" && this.expression.test(location)) return false;
    }
    return this.expression.test(location) ? this : null;
  }
};
var filter${i} = new Filter${i}("||ads${i}.example^$third-party");`,
  )
  return `${flatHash(count)}\n${classes.join('\n')}\n`
}

/**
 * The largest ES3 shape: an ad filter in a PAC. Domains by top-level domain, filters that are looked up by a keyword of the URL and made into
 * regular expressions when they are first needed, and tables of address ranges; 360 kB.
 */
export function blockerPac(): string {
  return `${domains()}
${filters()}
${ranges()}
${engine}`
}

function domains(): string {
  const zone = (name: string, count: number) => {
    const names = Array.from({ length: count }, (_, i) => `    "${name}-${(i * 7919) % 100_003}-site${i}": 1`)
    return `  "${name}": {\n${names.join(',\n')}\n  }`
  }
  return `var domainsByZone = {\n${[zone('example', 5000), zone('test', 2500), zone('invalid', 1500)].join(',\n')}\n};`
}

function filters(): string {
  const filter = (i: number) => {
    switch (i % 4) {
      case 0:
        return `||ads${i}.example^`
      case 1:
        return `/banner${i}/*`
      case 2:
        return `|http://track${i}.test/`
      default:
        return `&adslot${i}=`
    }
  }
  return `var filterTexts = [\n${Array.from({ length: 2500 }, (_, i) => `  "${filter(i)}"`).join(',\n')}\n];`
}

function ranges(): string {
  const range = (i: number) => `  [${i * 4_194_304}, ${i * 4_194_304 + 65_535}]`
  return `var ranges = [\n${Array.from({ length: 500 }, (_, i) => range(i)).join(',\n')}\n];`
}

const engine = `
function Filter(text) {
  this.text = text;
  this.expression = null;
}
Filter.prototype.toExpression = function () {
  var source = this.text.replace(/\\*+/g, "*").replace(/\\^\\|$/, "^").replace(/\\W/g, "\\\\$&").replace(/\\\\\\*/g, ".*")
    .replace(/\\\\\\^/g, "(?:[^\\\\w\\\\-.%]|$)")
    .replace(/^\\\\\\|\\\\\\|/, "^[\\\\w\\\\-]+:\\\\/+(?:[^\\\\/]+\\\\.)?")
    .replace(/^\\\\\\|/, "^");
  return new RegExp(source, "i");
};
Filter.prototype.matches = function (url) {
  if (this.expression === null) this.expression = this.toExpression();
  return this.expression.test(url);
};
function Matcher() {
  this.byKeyword = {};
}
Matcher.prototype.keywordOf = function (text) {
  var candidates = text.toLowerCase().match(/[^a-z0-9%*][a-z0-9%]{3,}(?=[^a-z0-9%*])/g);
  return candidates ? candidates[0].substring(1) : "";
};
Matcher.prototype.add = function (filter) {
  var keyword = this.keywordOf(filter.text);
  if (this.byKeyword.hasOwnProperty(keyword)) this.byKeyword[keyword].push(filter);
  else this.byKeyword[keyword] = [filter];
};
Matcher.prototype.find = function (url) {
  var candidates = url.toLowerCase().match(/[a-z0-9%]{3,}/g) || [];
  candidates.push("");
  for (var i = 0; i < candidates.length; i++) {
    var list = this.byKeyword.hasOwnProperty(candidates[i]) ? this.byKeyword[candidates[i]] : [];
    for (var k = 0; k < list.length && k < 20; k++) if (list[k].matches(url)) return list[k];
  }
  return null;
};
var matcher = new Matcher();
for (var i = 0; i < filterTexts.length; i++) matcher.add(new Filter(filterTexts[i]));
function isListed(host) {
  var dot = host.lastIndexOf(".");
  var zone = domainsByZone[host.substring(dot + 1)];
  if (!zone) return false;
  var name = host.substring(0, dot);
  for (;;) {
    if (zone.hasOwnProperty(name)) return true;
    dot = name.indexOf(".");
    if (dot < 0) return false;
    name = name.substring(dot + 1);
  }
}
function isInRanges(address) {
  var parts = address.split(".");
  var number = ((parts[0] * 256 + +parts[1]) * 256 + +parts[2]) * 256 + +parts[3];
  var low = 0;
  var high = ranges.length - 1;
  while (low <= high) {
    var middle = (low + high) >> 1;
    if (number < ranges[middle][0]) high = middle - 1;
    else if (number > ranges[middle][1]) low = middle + 1;
    else return true;
  }
  return false;
}
function FindProxyForURL(url, host) {
  if (isPlainHostName(host)) return "DIRECT";
  if (isListed(host)) return "PROXY proxy.example.org:3128";
  if (matcher.find(url)) return "PROXY 192.0.2.1:9";
  if (!/^[0-9.]+$/.test(host)) return "PROXY proxy.example.org:3128; DIRECT";
  var address = dnsResolve(host);
  return address && isInRanges(address) ? "DIRECT" : "PROXY proxy.example.org:3128; DIRECT";
}
`

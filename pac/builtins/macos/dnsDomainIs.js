// dnsDomainIs(host, domain): whether host ends with domain, in any case of letters (CFNetwork of Mac OS X 10.4, PACSupport.js: read, not measured;\n// what changed since is not published).
function dnsDomainIs(host, domain) {
  var name = host.toLowerCase()
  var suffix = domain.toLowerCase()
  return name.substring(name.length - suffix.length, name.length) == suffix
}

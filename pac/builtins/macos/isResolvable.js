// isResolvable(host): whether dnsResolve finds an IPv4 address (CFNetwork of Mac OS X 10.4, PACSupport.js: read, not measured;\n// what changed since is not published).
function isResolvable(host) {
  return !!dnsResolve(host)
}

// isResolvable(host): whether dnsResolve finds an IPv4 address (Netscape 1996).
function isResolvable(host) {
  return !!dnsResolve(host)
}

// isResolvable(host): whether dnsResolve finds an address (Netscape 1996). In Chromium that means IPv4.
function isResolvable(host) {
  return dnsResolve(host) != null
}

// isResolvableEx(host): whether a name has an address of either family (documented: Microsoft's IPv6 extensions).
function isResolvableEx(host) {
  return dnsResolveEx(host) != ''
}

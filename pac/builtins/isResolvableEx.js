// isResolvableEx(host): whether dnsResolveEx finds an address of any family (Microsoft's IPv6 extensions; Chromium pac_js_library.h).
function isResolvableEx(host) {
  return dnsResolveEx(host) != ''
}

// isResolvableEx(host): true for every name, since dnsResolveEx is compared with null and gives '' (pacparser src/pac_utils.js).
function isResolvableEx(host) {
  return dnsResolveEx(host) != null
}

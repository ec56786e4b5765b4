// isInNet(host, pattern, mask): whether host, resolved when it is a name, equals pattern in the bits of mask (Netscape 1996; the rest as in
// Wine dlls/jsproxy/pac.js, whose dnsResolve gives null where Windows' gives false).
function isInNet(host, pattern, mask) {
  var parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(host)
  var address = parts == null ? dnsResolve(host) : host
  if (!address || parts != null && (parts[1] > 255 || parts[2] > 255 || parts[3] > 255 || parts[4] > 255)) return false
  return (convert_addr(address) & convert_addr(mask)) == (convert_addr(pattern) & convert_addr(mask))
}

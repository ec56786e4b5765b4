// isInNet(host, pattern, mask): whether host, resolved when it is a name, equals pattern in the bits of mask (Netscape 1996).
// As in Chromium and Firefox a malformed pattern or mask is false, and the mask may have holes (pac_js_library.h).
// It asks the global dnsResolve, so a script that replaces that one is obeyed.
function isInNet(ipaddr, pattern, maskstr) {
  if (!isValidIpAddress(pattern) || !isValidIpAddress(maskstr)) return false
  var address = isValidIpAddress(ipaddr) ? ipaddr : dnsResolve(ipaddr)
  if (address == null) return false
  var mask = convert_addr(maskstr)
  return (convert_addr(address) & mask) == (convert_addr(pattern) & mask)
}

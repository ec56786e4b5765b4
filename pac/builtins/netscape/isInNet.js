// isInNet(host, pattern, mask): as in nsProxyAutoConfig.js of old (pacparser pac_utils.js, libproxy pacutils.h, Wine pac.js). Pattern and
// mask are read as they come: what is missing counts as 0, what is over 255 is cut, and what is not a string throws.
function isInNet(ipaddr, pattern, maskstr) {
  var parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(ipaddr)
  if (parts == null) {
    ipaddr = dnsResolve(ipaddr)
    if (ipaddr == null) return false
  } else if (parts[1] > 255 || parts[2] > 255 || parts[3] > 255 || parts[4] > 255) return false
  var address = convert_addr(ipaddr)
  var wanted = convert_addr(pattern)
  var mask = convert_addr(maskstr)
  return (address & mask) == (wanted & mask)
}

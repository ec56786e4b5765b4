// isInNet(host, pattern, mask): octet by octet, where all three have as many; what is over 255 is not cut (CFNetwork of Mac OS X 10.4, PACSupport.js: read, not measured;\n// what changed since is not published).
function isInNet(host, pattern, mask) {
  var ip = dnsResolve(host)
  if (!ip) return false
  var address = ip.split('.')
  var wanted = pattern.split('.')
  var bits = mask.split('.')
  if (wanted.length != bits.length || bits.length != address.length) return false
  for (var i = 0; i < wanted.length; i++) if ((wanted[i] & bits[i]) != (address[i] & bits[i])) return false
  return true
}

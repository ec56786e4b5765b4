// isInNetEx(address, prefix): whether an address lies in "address/length" (pacparser src/pac_utils.js). Four numbers with dots make
// the address an IPv4 one, anything else is read as the hexadecimal fields of IPv6, as far as parseInt can: nothing is checked, a
// prefix may stop short, and ::ffff:a.b.c.d is not what it looks like. What is not a string throws. It declares few of its variables, so
// that it changes the script's globals of these names: prefix_a, ip, prefix_rem, prefix_nfields, prefix_bits, ip_bits.
function isInNetEx(ipaddr, prefix) {
  prefix_a = prefix.split('/')
  if (prefix_a.length != 2) return false
  var isIpv4 = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(ipaddr)
  return isIpv4 ? isInNetEx4(ipaddr, prefix_a[0], prefix_a[1]) : isInNetEx6(ipaddr, prefix_a[0], prefix_a[1])
}

// the shift of a whole octet counts modulo 32, so a length of 0 compares the last octet
function isInNetEx4(ipaddr, prefix, length) {
  if (length > 32) return false
  var mask = []
  for (var end = 8; end <= 32; end += 8) {
    var cut = end - length
    mask.push(cut <= 0 ? 255 : (255 >> cut) << cut)
  }
  return isInNet(ipaddr, prefix, mask.join('.'))
}

function isInNetEx6(ipaddr, prefix, length) {
  if (length > 128) return false
  prefix = convert_addr6(prefix)
  ip = convert_addr6(ipaddr)
  prefix_rem = length % 16
  prefix_nfields = (length - prefix_rem) / 16
  for (var i = 0; i < prefix_nfields; i++) if (ip[i] != prefix[i]) return false
  if (prefix_rem > 0) {
    prefix_bits = prefix[prefix_nfields] >> (16 - prefix_rem)
    ip_bits = ip[prefix_nfields] >> (16 - prefix_rem)
    return ip_bits == prefix_bits
  }
  return true
}

// the fields as numbers; the first empty one stands for as many as are missing, and for one at least
function convert_addr6(text) {
  var fields = text.replace(/(^:|:$)/, '').split(':')
  var missing = 8 - fields.length
  var numbers = []
  var isFilled = false
  for (var i = 0; i < fields.length; i++) {
    if (fields[i] == '' && !isFilled) {
      isFilled = true
      numbers.push(0)
      for (var k = 0; k < missing; k++) numbers.push(0)
    } else numbers.push(parseInt(fields[i], 16))
  }
  return numbers
}

// isInNetEx(address, prefix): whether an address lies in "address/length" (pacparser src/pac_utils.js). Four numbers with dots make
// the address an IPv4 one, anything else is read as the hexadecimal fields of IPv6, as far as parseInt can: nothing is checked, a
// prefix may stop short, and ::ffff:a.b.c.d is not what it looks like. What is not a string throws.
function isInNetEx(ipaddr, prefix) {
  var parts = prefix.split('/')
  if (parts.length != 2) return false
  var isIpv4 = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(ipaddr)
  return isIpv4 ? isInNetEx4(ipaddr, parts[0], parts[1]) : isInNetEx6(ipaddr, parts[0], parts[1])
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
  var wanted = convert_addr6(prefix)
  var address = convert_addr6(ipaddr)
  var rest = length % 16
  var fields = (length - rest) / 16
  for (var i = 0; i < fields; i++) if (address[i] != wanted[i]) return false
  return !(rest > 0) || address[fields] >> (16 - rest) == wanted[fields] >> (16 - rest)
}

// the fields as numbers; the first empty one stands for as many as are missing
function convert_addr6(text) {
  var fields = text.replace(/(^:|:$)/, '').split(':')
  var missing = 8 - fields.length
  var numbers = []
  var isFilled = false
  for (var i = 0; i < fields.length; i++) {
    if (fields[i] == '' && !isFilled) {
      isFilled = true
      for (var k = 0; k <= missing; k++) numbers.push(0)
    } else numbers.push(parseInt(fields[i], 16))
  }
  return numbers
}

// Names as the system's resolver answers them (getaddrinfo of glibc): IPv4 in every form that inet_aton reads, IPv6, names in any case,
// no names outside ASCII. Not a PAC function: those of engines that call getaddrinfo use it. Each gives text, null for no
// address, or undefined for a name that this world does not know.
machine.system = (function (machine) {
  'use strict'

  function isMapped(bytes) {
    for (var i = 0; i < 10; i++) if (bytes[i] !== 0) return false
    return bytes[10] === 255 && bytes[11] === 255
  }

  // inet_ntop writes the last 32 bits with dots where little else is set
  function textOf(bytes) {
    if (bytes.length === 4) return machine.address.text(bytes)
    for (var i = 0; i < 10; i++) if (bytes[i] !== 0) return machine.address.text(bytes)
    var isCompatible = bytes[10] === 0 && bytes[11] === 0 && (bytes[12] !== 0 || bytes[13] !== 0)
    if (!isCompatible && !isMapped(bytes)) return machine.address.text(bytes)
    return (isCompatible ? '::' : '::ffff:') + machine.address.text([bytes[12], bytes[13], bytes[14], bytes[15]])
  }

  // asked for IPv4 alone it turns ::ffff:a.b.c.d into a.b.c.d
  function ipv4Of(bytes) {
    if (bytes.length === 4) return machine.address.text(bytes)
    return isMapped(bytes) ? machine.address.text([bytes[12], bytes[13], bytes[14], bytes[15]]) : null
  }

  // no dot at the end, a digit after 0x (inet_aton), and no octal or hexadecimal numbers at the end of IPv6 (inet_pton)
  function literal(name) {
    var isIpv6 = machine.indexOf(name, ':') >= 0
    var isOdd = machine.exec(isIpv6 ? /[:.]0[0-9xX][^:]*$/ : /\.$|(^|\.)0[xX](\.|$)/, name) !== null
    return isOdd && (!isIpv6 || machine.indexOf(name, '.') >= 0) ? null : machine.address.bytes(name)
  }

  // `ofName` gives the addresses of a name, `ofLiteral` takes its bytes
  function lookUp(name, ofLiteral, ofName, localhost) {
    var bytes = literal(name)
    if (bytes !== null) return ofLiteral(bytes)
    var key = machine.hostName(machine.lower(name))
    if (key === null) return null
    return machine.isLocalhost(key) ? localhost : ofName(key)
  }

  return {
    text: textOf,
    // the first IPv4 address
    ipv4: function (name) {
      return lookUp(name, ipv4Of, machine.oneOf, '127.0.0.1')
    },
    // the first address of either family, as the system sorts them
    one: function (name) {
      return lookUp(name, textOf, machine.oneOf, '::1')
    },
    // all addresses, with semicolons between them
    all: function (name) {
      return lookUp(name, textOf, machine.allOf, '127.0.0.1;::1')
    },
  }
})(machine)

// dnsResolve(host): the first address, of either family, or null; without an argument it throws (Firefox ProxyAutoConfig.cpp). A name
// outside ASCII becomes its xn-- form; case does not matter. Addresses are read as NSPR reads them (prnetdb.c, PR_StringToNetAddr; measured
// with 153): a number that is too large loses its upper bits, there is no dot at the end, and the zone of an IPv6 address is dropped.
;(function (machine) {
  'use strict'

  // the lower 32 bits of a number, or -1; the last one of an address has a digit after 0x
  function numberOf(part, isLast) {
    if (machine.exec(/^(0[xX][0-9a-fA-F]*|0[0-7]*|[1-9][0-9]*)$/, part) === null) return -1
    if (isLast && machine.exec(/^0[xX]$/, part) !== null) return -1
    var digits = machine.lower(part)
    var base = digits[0] !== '0' ? 10 : digits[1] === 'x' ? 16 : 8
    var value = 0
    for (var i = base === 16 ? 2 : 0; i < digits.length; i++)
      value = (value * base + machine.indexOf('0123456789abcdef', digits[i])) % 4294967296
    return value
  }

  function bytesOf4(name) {
    var parts = machine.split(name, '.')
    if (parts.length > 4) return null
    var value = 0
    for (var i = 0; i < parts.length; i++) {
      var isLast = i === parts.length - 1
      var number = numberOf(parts[i], isLast)
      if (number < 0 || number >= (isLast ? 4294967296 / [1, 256, 65536, 16777216][i] : 256)) return null
      value += isLast ? number : number * [16777216, 65536, 256][i]
    }
    return [(value / 16777216) & 255, (value / 65536) & 255, (value / 256) & 255, value & 255]
  }

  function bytesOf(name) {
    if (machine.indexOf(name, ':') < 0) return bytesOf4(name)
    var zone = machine.exec(/%[0-9]+$/, name)
    return machine.exec(/:[^:]*0[xX]/, name) ? null : machine.address.bytes(zone === null ? name : machine.slice(name, 0, -zone[0].length))
  }

  function first(name) {
    var bytes = bytesOf(name)
    if (bytes !== null) return machine.system.text(bytes)
    var key = machine.hostName(machine.lower(name))
    if (key === null) return null
    return machine.isLocalhost(key) ? '127.0.0.1' : machine.oneOf(key)
  }
  machine.firstAddress = first

  machine.define('dnsResolve', function dnsResolve(host) {
    if (arguments.length === 0) throw new TypeError('dnsResolve: At least 1 argument required, but only 0 passed')
    var name = typeof host === 'string' ? machine.toAscii(host) : ''
    return name === '' || name === null ? null : machine.lookup('first:' + name, name, first)
  })
})(machine)

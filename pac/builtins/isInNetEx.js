// isInNetEx(address, prefix): whether an address lies in "address/length" (Microsoft's IPv6 extensions; Chromium
// proxy_resolver_v8.cc). Where the families differ, the IPv4 side is taken as ::ffff:a.b.c.d, which Microsoft's text calls false.
// Names are not resolved; what is not a string gives null.
;(function (machine) {
  'use strict'

  function mapped(bytes) {
    return [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, bytes[0], bytes[1], bytes[2], bytes[3]]
  }

  function inside(address, prefix, length) {
    for (var i = 0; i < address.length && length > 0; i++, length -= 8) {
      var mask = length >= 8 ? 255 : (255 << (8 - length)) & 255
      if ((address[i] & mask) !== (prefix[i] & mask)) return false
    }
    return true
  }

  machine.define('isInNetEx', function isInNetEx(address, prefix) {
    if (typeof address !== 'string' || typeof prefix !== 'string') return null
    var bytes = machine.address.bytes(address)
    var slash = machine.indexOf(prefix, '/')
    if (bytes === null || slash < 0) return false
    var network = machine.address.bytes(machine.slice(prefix, 0, slash))
    var digits = machine.slice(prefix, slash + 1)
    if (network === null || !machine.exec(/^[0-9]{1,9}$/, digits)) return false
    var length = +digits
    if (length > network.length * 8) return false
    if (bytes.length === network.length) return inside(bytes, network, length)
    if (network.length === 4) return inside(bytes, mapped(network), length + 96)
    return inside(mapped(bytes), network, length)
  })
})(machine)

// isInNetEx(address, prefix): whether an address lies in "address/length" (Microsoft's IPv6 extensions; Chromium
// proxy_resolver_v8.cc). Where the families differ, the IPv4 side is taken as ::ffff:a.b.c.d, which Microsoft's text calls false.
// White space around either side of the slash does not count, nor do zeros before the length (net/base/ip_address.cc, ParseCIDRBlock).
// Names are not resolved; what is not a string gives null.
;(function (machine) {
  'use strict'

  function mapped(bytes) {
    return [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, bytes[0], bytes[1], bytes[2], bytes[3]]
  }

  function trimmed(text) {
    var from = 0
    var to = text.length
    while (from < to && machine.indexOf(' \t\n\v\f\r', text[from]) >= 0) from++
    while (to > from && machine.indexOf(' \t\n\v\f\r', text[to - 1]) >= 0) to--
    return machine.slice(text, from, to)
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
    var network = machine.address.bytes(trimmed(machine.slice(prefix, 0, slash)))
    var digits = machine.exec(/^0*([0-9]{1,9})$/, trimmed(machine.slice(prefix, slash + 1)))
    if (network === null || digits === null) return false
    var length = +digits[1]
    if (length > network.length * 8) return false
    if (bytes.length === network.length) return inside(bytes, network, length)
    if (network.length === 4) return inside(bytes, mapped(network), length + 96)
    return inside(mapped(bytes), network, length)
  })
})(machine)

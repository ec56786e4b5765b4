// isInNetEx(address, prefix): whether an address lies in "address/length"; false for different families and for whatever is not well
// formed (documented: Microsoft's IPv6 extensions). Names are not resolved.
;(function (machine) {
  'use strict'

  function inside(address, prefix, length) {
    for (var i = 0; i < address.length && length > 0; i++, length -= 8) {
      var mask = length >= 8 ? 255 : (255 << (8 - length)) & 255
      if ((address[i] & mask) !== (prefix[i] & mask)) return false
    }
    return true
  }

  machine.define('isInNetEx', function isInNetEx(address, prefix) {
    if (typeof address !== 'string' || typeof prefix !== 'string') return false
    var bytes = machine.address.bytes(address)
    var slash = machine.indexOf(prefix, '/')
    if (bytes === null || slash < 0) return false
    var network = machine.address.bytes(machine.slice(prefix, 0, slash))
    var digits = machine.slice(prefix, slash + 1)
    if (network === null || network.length !== bytes.length || !machine.exec(/^[0-9]{1,3}$/, digits)) return false
    return +digits <= network.length * 8 && inside(bytes, network, +digits)
  })
})(machine)

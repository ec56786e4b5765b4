// sortIpAddressList(list): IPv6 before IPv4, each by its number; what is no address is left out, and nothing is '' (KIO
// src/kpac/script.cpp: read, not measured; equal addresses and those that its comparison of IPv6 gets wrong may stand otherwise).
;(function (machine) {
  'use strict'
  machine.kde.define('sortIpAddressList', 1, function (texts) {
    var entries = []
    machine.split(texts[0], ';').forEach(function (text) {
      var bytes = machine.address.bytes(text)
      if (bytes !== null) entries.push({ text: text, bytes: bytes })
    })
    entries.sort(function (one, other) {
      if (one.bytes.length !== other.bytes.length) return other.bytes.length - one.bytes.length
      for (var i = 0; i < one.bytes.length; i++) if (one.bytes[i] !== other.bytes[i]) return one.bytes[i] - other.bytes[i]
      return 0
    })
    return machine.join(entries.map(function (entry) { return entry.text }), ';')
  })
})(machine)

// dnsResolve(host): the first IPv4 address, or '' (KIO src/kpac/script.cpp: read, not measured).
;(function (machine) {
  'use strict'
  machine.kde.define('dnsResolve', 1, function (texts) {
    return machine.kde.addresses(texts[0]).filter(machine.kde.isIpv4)[0] || ''
  })
})(machine)

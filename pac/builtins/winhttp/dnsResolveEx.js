// dnsResolveEx(host): every address, IPv6 before IPv4, with semicolons between them; '' when there is none (documented: Microsoft's IPv6
// extensions).
;(function (machine) {
  'use strict'
  machine.define('dnsResolveEx', function dnsResolveEx(host) {
    if (typeof host !== 'string' || host === '') return ''
    return machine.lookup('all:' + host, host, machine.system.all) || ''
  })
})(machine)

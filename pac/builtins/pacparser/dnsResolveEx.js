// dnsResolveEx(host): every address, IPv4 first, with semicolons between them; '' when there is none (pacparser src/pacparser_dns.c).
;(function (machine) {
  'use strict'
  machine.define('dnsResolveEx', function dnsResolveEx(host) {
    var name = `${host}`
    return name === '' ? '' : machine.lookup('all:' + name, name, machine.system.all) || ''
  })
})(machine)

// dnsResolve(host): the first IPv4 address, or null; whatever it is given becomes text first, so that undefined is a name too
// (pacparser src/pacparser.c, pacparser_dns.c).
;(function (machine) {
  'use strict'
  machine.define('dnsResolve', function dnsResolve(host) {
    var name = `${host}`
    return name === '' ? null : machine.lookup('first:' + name, name, machine.system.ipv4)
  })
})(machine)

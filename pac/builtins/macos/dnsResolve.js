// dnsResolve(host): the first IPv4 address, or null, for what is not a string too (CFNetwork of Mac OS X 10.4, PACSupport.js: read, not measured;\n// what changed since is not published).
;(function (machine) {
  'use strict'
  machine.define('dnsResolve', function dnsResolve(host) {
    return typeof host === 'string' && host !== '' ? machine.lookup('first:' + host, host, machine.system.ipv4) : null
  })
})(machine)

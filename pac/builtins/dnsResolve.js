// dnsResolve(host): the first IPv4 address, or null (Netscape 1996; Chromium proxy_resolver_v8.cc).
// A name outside ASCII becomes its xn-- form. What is not a URL's canonical host (upper case, a numeric last label that is no
// address) does not resolve. localhost and *.localhost are the loopback addresses (net/dns/host_resolver_manager.cc).
;(function (machine) {
  'use strict'

  function first(name) {
    var bytes = machine.address.bytes(name)
    if (bytes !== null) return bytes.length == 4 ? machine.address.text(bytes) : null
    var canonical = machine.hostName(name)
    if (canonical === null) return null
    return machine.isLocalhost(canonical) ? '127.0.0.1' : machine.oneOf(canonical)
  }

  machine.define('dnsResolve', function dnsResolve(host) {
    var name = typeof host === 'string' ? machine.toAscii(host) : ''
    return name === '' || name === null ? null : machine.lookup('first:' + name, name, first)
  })
})(machine)

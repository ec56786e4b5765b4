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

  // four decimal numbers as they are written: what `first` gives is the text itself, at a tenth of the cost
  var PLAIN_ADDRESS = /^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/

  function itself(name) {
    return name
  }

  machine.define('dnsResolve', function dnsResolve(host) {
    if (typeof host === 'string' && machine.exec(PLAIN_ADDRESS, host) !== null) return machine.lookup('first:' + host, host, itself)
    var name = typeof host === 'string' ? machine.toAscii(host) : ''
    return name === '' || name === null ? null : machine.lookup('first:' + name, name, first)
  })
})(machine)

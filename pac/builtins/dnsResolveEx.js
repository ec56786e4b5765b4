// dnsResolveEx(host): every address of a name, separated by semicolons, or '' when there is none; undefined for what is not a string
// (Microsoft's IPv6 extensions; Chromium proxy_resolver_v8.cc).
;(function (machine) {
  'use strict'

  function all(name) {
    var bytes = machine.address.bytes(name)
    if (bytes !== null) return machine.address.text(bytes)
    var canonical = machine.hostName(name)
    if (canonical === null) return null
    return machine.isLocalhost(canonical) ? '::1;127.0.0.1' : machine.allOf(canonical)
  }

  machine.define('dnsResolveEx', function dnsResolveEx(host) {
    if (typeof host !== 'string') return undefined
    var name = machine.toAscii(host)
    if (name === null) return undefined
    return name === '' ? '' : machine.lookup('all:' + name, name, all) || ''
  })
})(machine)

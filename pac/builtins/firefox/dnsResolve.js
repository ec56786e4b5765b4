// dnsResolve(host): the first address, of either family, or null; without an argument it throws (Firefox ProxyAutoConfig.cpp). A name
// outside ASCII becomes its xn-- form; case does not matter.
;(function (machine) {
  'use strict'

  function first(name) {
    var bytes = machine.address.bytes(name)
    if (bytes !== null) return machine.system.text(bytes)
    var key = machine.hostName(machine.lower(name))
    if (key === null) return null
    return machine.isLocalhost(key) ? '127.0.0.1' : machine.oneOf(key)
  }
  machine.firstAddress = first

  machine.define('dnsResolve', function dnsResolve(host) {
    if (arguments.length === 0) throw new TypeError('dnsResolve: At least 1 argument required, but only 0 passed')
    var name = typeof host === 'string' ? machine.toAscii(host) : ''
    return name === '' || name === null ? null : machine.lookup('first:' + name, name, first)
  })
})(machine)

// isPlainHostName(host): no dot, and not an IP address (Netscape 1996; Chromium proxy_resolver_v8.cc, where it is native:
// a changed String.prototype does not reach it, and what is not a string throws).
;(function (machine) {
  'use strict'
  machine.define('isPlainHostName', function isPlainHostName(host) {
    if (typeof host !== 'string') throw new TypeError('Requires 1 string parameter')
    if (machine.indexOf(host, '.') >= 0) return false
    return machine.address.bytes(host) === null
  })
  var careful = isPlainHostName
  machine.offerLean('isPlainHostName', careful, function isPlainHostName(host) {
    return (typeof host !== 'string' || host.indexOf('.') < 0) && careful(host)
  })
})(machine)

// dnsResolve(host): the first address, of either family as the system sorts them; undefined when there is none, and for what is not a
// string (libproxy 0.5 pacrunner-duktape.c).
;(function (machine) {
  'use strict'
  machine.define('dnsResolve', function dnsResolve(host) {
    if (typeof host !== 'string' || host === '') return undefined
    var found = machine.lookup('first:' + host, host, machine.system.one)
    return found === null ? undefined : found
  })
})(machine)

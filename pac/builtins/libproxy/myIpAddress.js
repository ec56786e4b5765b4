// myIpAddress(): always undefined. It is registered with one argument and hands its own and the host's name on to dnsResolve, which
// takes exactly one (libproxy 0.5 pacrunner-duktape.c, measured with 0.5.12).
;(function (machine) {
  'use strict'
  machine.define('myIpAddress', function myIpAddress() {
    return undefined
  })
})(machine)

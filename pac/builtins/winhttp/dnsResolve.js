// dnsResolve(host): the first IPv4 address, or false (documented: the table of Internet Explorer 8 in Chromium's proxy_resolver_v8.cc;
// IPv4 alone: Wine dlls/jsproxy/main.c).
;(function (machine) {
  'use strict'
  machine.define('dnsResolve', function dnsResolve(host) {
    if (typeof host !== 'string' || host === '') return false
    var found = machine.lookup('first:' + host, host, machine.system.ipv4)
    return found === null ? false : found
  })
})(machine)

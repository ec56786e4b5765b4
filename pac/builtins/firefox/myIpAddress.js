// myIpAddress(): the address from which Firefox would reach the host of the visit when that is an IP address, or always when the script
// sets the global pacUseMultihomedDNS; else the one from which it would reach an IPv4 address of the internet; else what there
// is, and 127.0.0.1 when there is nothing (Firefox ProxyAutoConfig.cpp).
;(function (machine) {
  'use strict'
  var global = globalThis
  var visit = machine.visit

  function isIpv6(address) {
    return machine.indexOf(address, ':') >= 0
  }

  // this host's address of the same family; '' when it has none
  function towards(remote) {
    var own = machine.split(machine.myAddresses(), ';')
    for (var i = 0; i < own.length; i++) if (own[i] !== '' && isIpv6(own[i]) === isIpv6(remote)) return own[i]
    return ''
  }

  function find(host) {
    var remote = machine.address.bytes(host) !== null || host !== '' && !!global.pacUseMultihomedDNS ? machine.firstAddress(host) : null
    if (remote === undefined) return undefined
    return (remote !== null && towards(remote)) || machine.myAddress()
  }

  machine.define('myIpAddress', function myIpAddress() {
    var host = visit.host // '' while the script is loaded
    return machine.lookup('me:' + !!global.pacUseMultihomedDNS, host, find) || '127.0.0.1'
  })
})(machine)

// myIpAddressEx(): the addresses of this host's name, or '' (pacparser src/pacparser_dns.c).
;(function (machine) {
  'use strict'
  machine.define('myIpAddressEx', function myIpAddressEx() {
    return machine.lookup('me all', '', machine.myAddresses) || ''
  })
})(machine)

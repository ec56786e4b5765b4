// myIpAddress(): the IPv4 address of the primary interface, or null (CFNetwork of Mac OS X 10.4, PACSupport.js: read, not measured;\n// what changed since is not published).
;(function (machine) {
  'use strict'
  machine.define('myIpAddress', function myIpAddress() {
    return machine.lookup('me', '', machine.myAddress) || null
  })
})(machine)

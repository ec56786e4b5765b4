// myIpAddressEx(): the host's addresses of both families, IPv4 first, separated by semicolons (Microsoft's IPv6 extensions;
// Chromium services/network/proxy_auto_config_library.cc). Without any it is 127.0.0.1 (proxy_resolver_factory_mojo.cc).
;(function (machine) {
  'use strict'
  machine.define('myIpAddressEx', function myIpAddressEx() {
    return machine.lookup('me all', '', machine.myAddresses) || ''
  })
})(machine)

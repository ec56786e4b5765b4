// myIpAddress(): the address of this host towards the internet, IPv4 first; 127.0.0.1 when it has none (Netscape 1996;
// Chromium services/network/proxy_auto_config_library.cc).
;(function (machine) {
  'use strict'
  machine.define('myIpAddress', function myIpAddress() {
    return machine.lookup('me', '', machine.myAddress) || '127.0.0.1'
  })
})(machine)

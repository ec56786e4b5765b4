// myIpAddress(): the first IPv4 address of an interface, or '' (KIO src/kpac/script.cpp: read, not measured).
;(function (machine) {
  'use strict'
  machine.kde.define('myIpAddress', 0, function () {
    return machine.lookup('me', '', machine.myAddress) || ''
  })
})(machine)

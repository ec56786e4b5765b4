// getClientVersion(): "1.0" (documented: Microsoft's IPv6 extensions; KDE took it over).
;(function (machine) {
  'use strict'
  machine.define('getClientVersion', function getClientVersion() {
    return '1.0'
  })
})(machine)

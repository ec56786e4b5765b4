// isResolvable(host): whether a name has an IPv4 address (KIO src/kpac/script.cpp: read, not measured).
;(function (machine) {
  'use strict'
  machine.kde.define('isResolvable', 1, function (texts) {
    return machine.kde.addresses(texts[0]).some(machine.kde.isIpv4)
  })
})(machine)

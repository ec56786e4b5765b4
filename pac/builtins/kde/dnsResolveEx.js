// dnsResolveEx(host): every address, with semicolons between them, or '' (KIO src/kpac/script.cpp: read, not measured).
;(function (machine) {
  'use strict'
  machine.kde.define('dnsResolveEx', 1, function (texts) {
    return machine.join(machine.kde.addresses(texts[0]), ';')
  })
})(machine)

// isResolvableEx(host): whether a name has an address of any family (KIO src/kpac/script.cpp: read, not measured).
;(function (machine) {
  'use strict'
  machine.kde.define('isResolvableEx', 1, function (texts) {
    return machine.kde.addresses(texts[0]).length > 0
  })
})(machine)

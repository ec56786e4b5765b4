// isPlainHostName(host): no dot (KIO src/kpac/script.cpp: read, not measured).
;(function (machine) {
  'use strict'
  machine.kde.define('isPlainHostName', 1, function (texts) {
    return machine.indexOf(texts[0], '.') < 0
  })
})(machine)

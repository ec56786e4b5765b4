// dnsDomainLevels(host): the number of dots (KIO src/kpac/script.cpp: read, not measured).
;(function (machine) {
  'use strict'
  machine.kde.define('dnsDomainLevels', 1, function (texts) {
    return machine.split(texts[0], '.').length - 1
  })
})(machine)

// localHostOrDomainIs(host, hostdom): any name without a dot, or the same name in any case of letters (KIO src/kpac/script.cpp: read, not measured).
;(function (machine) {
  'use strict'
  machine.kde.define('localHostOrDomainIs', 2, function (texts) {
    return machine.indexOf(texts[0], '.') < 0 || machine.lower(texts[0]) === machine.lower(texts[1])
  })
})(machine)

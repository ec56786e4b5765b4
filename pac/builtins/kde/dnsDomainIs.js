// dnsDomainIs(host, domain): whether host ends with domain, in any case of letters (KIO src/kpac/script.cpp: read, not measured).
;(function (machine) {
  'use strict'
  machine.kde.define('dnsDomainIs', 2, function (texts) {
    var host = machine.lower(texts[0])
    var domain = machine.lower(texts[1])
    return host.length >= domain.length && machine.slice(host, host.length - domain.length) === domain
  })
})(machine)

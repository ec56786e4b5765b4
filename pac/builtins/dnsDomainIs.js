// dnsDomainIs(host, domain): whether host ends with domain, byte for byte (Netscape 1996; Chromium pac_js_library.h).
// Nothing is lower-cased, no dot is added, and arguments are used as they come: a number has no length, so it is never inside.
function dnsDomainIs(host, domain) {
  var start = host.length - domain.length
  return start >= 0 && host.substring(start) == domain
}
;(function (machine, careful) {
  machine.offerLean('dnsDomainIs', careful, function dnsDomainIs(host, domain) {
    return typeof host === 'string' && typeof domain === 'string' ? host.endsWith(domain) : careful(host, domain)
  })
})(machine, dnsDomainIs)

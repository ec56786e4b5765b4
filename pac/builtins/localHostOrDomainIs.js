// localHostOrDomainIs(host, hostdom): the same name, or host is hostdom's beginning up to a dot (Netscape 1996; Chromium pac_js_library.h).
function localHostOrDomainIs(host, hostdom) {
  return host == hostdom || hostdom.lastIndexOf(host + '.', 0) == 0
}

// dnsDomainLevels(host): the number of dots, a final one included (Netscape 1996; Chromium pac_js_library.h).
function dnsDomainLevels(host) {
  return host.split('.').length - 1
}

// FindProxyForURLEx is asked where there is one, else FindProxyForURL (documented: "will replace the legacy FindProxyForUrl"). Not a PAC
// function.
machine.entry = (function (machine) {
  'use strict'
  var global = globalThis
  return {
    call: function (url, host) {
      return typeof global.FindProxyForURLEx === 'function' ? global.FindProxyForURLEx(url, host) : global.FindProxyForURL(url, host)
    },
    missing: function () {
      if (typeof global.FindProxyForURLEx === 'function' || typeof global.FindProxyForURL === 'function') return ''
      return typeof global.FindProxyForURL
    },
  }
})(machine)

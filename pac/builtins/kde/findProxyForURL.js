// KIO asks for the properties FindProxyForURL and, where that is no function, FindProxyForURLEx. Whatever comes back becomes text (KIO
// src/kpac/script.cpp: read, not measured). Not a PAC function.
machine.entry = (function () {
  'use strict'
  var global = globalThis
  return {
    call: function (url, host) {
      var answer = typeof global.FindProxyForURL === 'function' ? global.FindProxyForURL(url, host) : global.FindProxyForURLEx(url, host)
      return `${answer}`
    },
    missing: function () {
      if (typeof global.FindProxyForURL === 'function' || typeof global.FindProxyForURLEx === 'function') return ''
      return typeof global.FindProxyForURL
    },
  }
})()

// `performance`, which QuickJS and duktape give every script; its clock stands still like the other one. Not a PAC function.
;(function () {
  'use strict'
  var performance = {
    now: function now() {
      return 0
    },
    timeOrigin: 0,
  }
  Object.defineProperty(globalThis, 'performance', { value: performance, writable: true, enumerable: false, configurable: true })
})()

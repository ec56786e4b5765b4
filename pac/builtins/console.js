// `console`, which V8 gives every script and QuickJS lacks. Its methods do nothing there either. Not a PAC function.
;(function (machine) {
  'use strict'
  var silent = {}
  var names = 'debug error info log warn dir dirxml table trace group groupCollapsed groupEnd clear count countReset assert time timeLog timeEnd'
  machine.split(names, ' ').forEach(function (name) {
    silent[name] = function () {}
  })
  Object.defineProperty(globalThis, 'console', { value: silent, writable: true, enumerable: false, configurable: true })
})(machine)

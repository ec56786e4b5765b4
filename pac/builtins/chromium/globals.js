// The globals of a PAC in Chromium (measured with 156; V8 runs it without WebAssembly), and the marks of its native functions, which
// have neither a name nor a length. Not a PAC function.
;(function (machine) {
  'use strict'
  machine.setGlobals('Atomics Temporal', 'SuppressedError DisposableStack AsyncDisposableStack', 'InternalError')
  delete globalThis[Symbol.toStringTag] // it is [object Object]
  var natives = 'alert myIpAddress dnsResolve isPlainHostName dnsResolveEx myIpAddressEx sortIpAddressList isInNetEx'
  machine.split(natives, ' ').forEach(function (name) {
    Object.defineProperty(globalThis[name], 'name', { value: '' })
    Object.defineProperty(globalThis[name], 'length', { value: 0 })
  })
})(machine)

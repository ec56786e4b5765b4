// What duktape 2.7 gives to scripts, asked of the library itself: its globals and the properties of its built-in objects. The rest of
// QuickJS's is taken away, so that a script which needs a newer engine fails as it does there. Not a PAC function.
;(function (machine) {
  'use strict'
  var kept = {
    globalThis:
      'globalThis NaN Infinity undefined Object Function Array String Boolean Number Date RegExp Error EvalError RangeError ReferenceError SyntaxError TypeError URIError Math JSON Proxy Reflect Symbol ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array parseInt parseFloat performance eval isNaN isFinite decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape',
    Object:
      'name length prototype getPrototypeOf setPrototypeOf getOwnPropertyDescriptor getOwnPropertyNames assign create defineProperty defineProperties seal freeze preventExtensions isSealed isFrozen isExtensible keys getOwnPropertySymbols is',
    Array: 'name length prototype isArray',
    'Array.prototype':
      'length constructor toString toLocaleString concat join pop push reverse shift slice sort splice unshift indexOf lastIndexOf every some forEach map filter reduce reduceRight',
    String: 'name length prototype fromCharCode fromCodePoint',
    'String.prototype':
      'length constructor toString valueOf charAt charCodeAt codePointAt concat indexOf lastIndexOf localeCompare match replace search slice split substring toLowerCase toLocaleLowerCase toUpperCase toLocaleUpperCase trim repeat startsWith endsWith includes substr',
    Math: 'E LN10 LN2 LOG2E LOG10E PI SQRT1_2 SQRT2 abs acos asin atan atan2 cbrt ceil clz32 cos exp floor hypot imul log log2 log10 max min pow random round sign sin sqrt tan trunc',
    RegExp: 'name length prototype',
    'RegExp.prototype': 'constructor lastIndex flags source global ignoreCase multiline exec test toString',
    Error: 'name length prototype',
    'ArrayBuffer.prototype': 'constructor byteLength slice',
    Proxy: 'name length',
    performance: 'now',
    Symbol: 'name length prototype hasInstance isConcatSpreadable iterator toPrimitive toStringTag for keyFor',
  }
  machine.setGlobals('Duktape CBOR', 'Buffer TextEncoder TextDecoder', '')
  machine.keepBuiltins(kept)
})(machine)

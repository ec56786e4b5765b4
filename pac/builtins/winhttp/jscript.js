// What JScript 5.8 gives to scripts: the library of ECMAScript 3, and JSON (documented: Microsoft's "JavaScript Version Information";
// legacy JScript is what WinHTTP and WinINet run, Wine dlls/jsproxy/main.c). The rest of QuickJS's is taken away, so that
// `endsWith` or `forEach` fail as they do there. Not a PAC function.
;(function (machine) {
  'use strict'
  var kept = {
    globalThis:
      'NaN Infinity undefined Object Function Array String Boolean Number Date RegExp Error EvalError RangeError ReferenceError SyntaxError TypeError URIError Math JSON parseInt parseFloat eval isNaN isFinite decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape',
    Object: 'name length prototype',
    'Object.prototype': 'constructor toString toLocaleString valueOf hasOwnProperty isPrototypeOf propertyIsEnumerable',
    'Function.prototype': 'name length constructor toString apply call',
    Array: 'name length prototype',
    'Array.prototype': 'length constructor toString toLocaleString concat join pop push reverse shift slice sort splice unshift',
    String: 'name length prototype fromCharCode',
    'String.prototype':
      'length constructor toString valueOf charAt charCodeAt concat indexOf lastIndexOf localeCompare match replace search slice split substring substr toLowerCase toLocaleLowerCase toUpperCase toLocaleUpperCase anchor big blink bold fixed fontcolor fontsize italics link small strike sub sup',
    Number: 'name length prototype MAX_VALUE MIN_VALUE NaN POSITIVE_INFINITY NEGATIVE_INFINITY',
    Math: 'E LN10 LN2 LOG2E LOG10E PI SQRT1_2 SQRT2 abs acos asin atan atan2 ceil cos exp floor log max min pow random round sin sqrt tan',
    Date: 'name length prototype parse UTC',
  }
  machine.keepBuiltins(kept)
})(machine)
